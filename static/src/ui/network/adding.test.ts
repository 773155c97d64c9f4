import { expect, test } from 'vitest';
import { columnOf } from './adding.ts';

const terms = (...sums: number[]) =>
  sums.map((sum, channel) => ({ source: 'relu1', channel, patch: null, weights: null, products: null, sum }));

/** What is written, in units of the last decimal. */
function unitsOf(text: string | null): bigint {
  return BigInt((text ?? '0').replace('−', '-').replace('.', ''));
}

test('the largest comes first, all with the same decimals, and a bar is a share of the largest', () => {
  const { summands, total, rounding } = columnOf({ terms: terms(0.5, -3, 0.25), sum: -2.25, bias: null });
  expect(summands.map(({ channel, text, share }) => [channel, text, share])).toEqual([
    [1, '−3.00000', -1],
    [0, '0.50000', 0.5 / 3],
    [2, '0.25000', 0.25 / 3],
  ]);
  expect([total, rounding]).toEqual(['−2.25000', null]);
});

test('thirds do not add up as written: what they miss stands among them', () => {
  const { rounding, total } = columnOf({ terms: terms(1 / 3, 1 / 3, 1 / 3), sum: 1, bias: null });
  expect([total, rounding]).toEqual(['1.00000', '0.00001']);
});

test('hundreds of channels, their bias and the rounding add up to the total, digit by digit', () => {
  const sums = Array.from({ length: 500 }, (_, index) => Math.sin(index * index) / (1 + index));
  const sum = sums.reduce((one, other) => one + other, 0);
  const { summands, bias, rounding, total } = columnOf({ terms: terms(...sums), sum, bias: 0.123456789 });
  const added = [...summands.map(({ text }) => text), bias, rounding].reduce((one, text) => one + unitsOf(text), 0n);
  expect(added).toBe(unitsOf(total));
});

test('nothing adds up to nothing', () => {
  expect(columnOf({ terms: terms(0, 0), sum: 0, bias: 0 })).toMatchObject({ total: '0.0', rounding: null });
});
