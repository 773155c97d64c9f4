import { expect, test } from 'vitest';
import { Comparison, otherQuestion } from './comparison.svelte.ts';
import { askerOf } from './fixtures.ts';
import { NetworkExploration } from './network-exploration.svelte.ts';
import { OPENING } from './network-question.ts';

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
const SMALL = { ...OPENING, network: 'small' };

async function begun() {
  const asker = askerOf();
  const exploration = new NetworkExploration({ asker, question: SMALL });
  const comparison = new Comparison(exploration);
  await exploration.start();
  const follow = async (): Promise<void> => {
    comparison.follow();
    await settled();
  };
  return { asker, exploration, comparison, follow };
}

const valuesOf = (comparison: Comparison, layer: string): number[][] | undefined =>
  comparison.layers.get(layer)?.difference.volume.planes.map((plane) => [...plane]);

test('another picture is answered by the same network, and the difference is value by value', async () => {
  const { exploration, comparison, follow } = await begun();
  exploration.compare({ kind: 'image', image: 'cat' });
  await follow();
  expect(comparison.other?.prediction?.logits[1]).toBe(6);
  // conv1 of 1, 2, 4 is −1, −2 and 3, 6; of 1, 2, 6 it is −1, −4 and 3, 8.
  expect(valuesOf(comparison, 'conv1')).toEqual([
    [0, 2],
    [0, -2],
  ]);
  expect(comparison.ones.get('conv1')?.ranges).toEqual([
    [-4, -1],
    [3, 8],
  ]);
  expect(comparison.others.get('conv1')?.ranges).toEqual(comparison.ones.get('conv1')?.ranges);
});

test('it is fetched in float32 where it is looked at, and said how far it is off until then', async () => {
  const { asker, exploration, comparison, follow } = await begun();
  exploration.compare({ kind: 'image', image: 'cat' });
  await follow();
  expect(comparison.within).toBeGreaterThan(0);
  expect(asker.asked.some((one) => one.startsWith('f32'))).toBe(false);
  comparison.refine();
  await settled();
  expect(comparison.within).toBe(0);
  expect(asker.asked).toContain('f32 small conv1 image=cat');
});

test('another network sees every stroke that the one sees; another picture stays as it is', async () => {
  const { asker, exploration, comparison, follow } = await begun();
  exploration.compare({ kind: 'network', network: 'other' });
  await follow();
  exploration.draw('0,1,0');
  await follow();
  expect(asker.asked).toContain('prediction other grid=0,1,0');
  exploration.setImage('three');
  await follow();
  expect([comparison.other?.isDrawing, comparison.other?.prediction?.logits[1]]).toEqual([false, 4]);
  exploration.compare({ kind: 'image', image: 'cat' });
  await follow();
  exploration.draw('1,1,1');
  await follow();
  expect([comparison.other?.isDrawing, comparison.other?.question.image]).toEqual([false, 'cat']);
});

test('a picture that is pinned stays while another is chosen, also while a unit is open', async () => {
  const { exploration, comparison, follow } = await begun();
  exploration.openUnit('conv1', [1, 0, 1]);
  exploration.compare({ kind: 'image', image: 'three' });
  exploration.setImage('cat');
  await follow();
  expect(exploration.question).toMatchObject({ image: 'cat', layer: 'conv1', unit: [1, 0, 1] });
  expect(valuesOf(comparison, 'conv1')?.[1]?.[1]).toBe(2);
});

test('A and B change places in one step; of two networks the layer is closed', async () => {
  const { exploration } = await begun();
  exploration.compare({ kind: 'image', image: 'cat' });
  exploration.exchange();
  expect(exploration.question).toMatchObject({ image: 'cat', against: { kind: 'image', image: 'three' } });
  exploration.undo();
  expect(exploration.question).toMatchObject({ image: 'three', against: { kind: 'image', image: 'cat' } });
  exploration.compare({ kind: 'network', network: 'other' });
  exploration.exchange('conv1');
  expect(exploration.question).toMatchObject({
    network: 'other',
    layer: 'conv1',
    against: { kind: 'network', network: 'small' },
  });
});

test('off ends it: nothing is compared, and nothing more is asked', async () => {
  const { asker, exploration, comparison, follow } = await begun();
  exploration.compare({ kind: 'image', image: 'cat' });
  await follow();
  exploration.compare(null);
  const asked = asker.asked.length;
  await follow();
  expect([comparison.other, comparison.layers.size, asker.asked.length]).toEqual([null, 0, asked]);
});

test('what B is asked differs in one thing', () => {
  const question = { ...SMALL, layer: 'conv1', unit: [0, 0, 0] };
  const same = { ...SMALL, layer: null, unit: null };
  expect(otherQuestion({ ...question, against: { kind: 'image', image: 'cat' } })).toEqual({ ...same, image: 'cat' });
  expect(otherQuestion({ ...question, against: { kind: 'network', network: 'other' } })).toEqual({
    ...same,
    network: 'other',
  });
  expect(otherQuestion(question)).toBeNull();
});
