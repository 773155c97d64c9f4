import { expect, test } from 'vitest';
import { askerOf, descriptionOf } from './fixtures.ts';
import { NetworkExploration } from './network-exploration.svelte.ts';
import { OPENING } from './network-question.ts';
import type { NetworksAsker } from './sitting.ts';
import { type UnitAsked, UnitInquiry } from './unit-inquiry.svelte.ts';

const asked = (unit: readonly number[]): UnitAsked => ({
  description: descriptionOf('small'),
  shown: { kind: 'image', image: 'three' },
  layer: 'linear1',
  unit,
});

function inquiryOf(asker: NetworksAsker): { inquiry: UnitInquiry; network: NetworkExploration } {
  const network = new NetworkExploration({ asker, question: { ...OPENING, network: 'small', image: 'three' } });
  return { inquiry: new UnitInquiry(network), network };
}

test('a unit that was asked ahead is not asked again when it is opened, and once only', async () => {
  const asker = askerOf();
  const { inquiry } = inquiryOf(asker);
  const units = (): number => asker.asked.filter((text) => text.startsWith('unit')).length;
  inquiry.prepare(asked([1]));
  inquiry.ask(asked([1]));
  await expect.poll(() => inquiry.shown?.unit).toEqual([1]);
  expect(units()).toBe(1);
  inquiry.ask(asked([0]));
  await expect.poll(() => inquiry.shown?.unit).toEqual([0]);
  inquiry.ask(asked([1]));
  await expect.poll(() => inquiry.shown?.unit).toEqual([1]);
  expect(units()).toBe(3);
});

test('what was asked ahead answers for no other unit', async () => {
  const { inquiry } = inquiryOf(askerOf());
  inquiry.prepare(asked([1]));
  inquiry.ask(asked([0]));
  await expect.poll(() => inquiry.shown?.unit).toEqual([0]);
});

test('a failure ahead is told to nobody but whoever opens that unit', async () => {
  const unit = (): Promise<never> => Promise.reject(new TypeError('lost'));
  const { inquiry, network } = inquiryOf({ ...askerOf(), unit });
  const told: unknown[] = [];
  network.owe = (error) => told.push(error);
  inquiry.prepare(asked([1]));
  await new Promise((resolve) => setTimeout(resolve));
  expect(told).toEqual([]);
  inquiry.ask(asked([1]));
  await expect.poll(() => told.length).toBe(1);
});
