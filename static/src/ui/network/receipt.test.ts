import { expect, test } from 'vitest';
import type { UnitWork } from '../../wire/network-answers.ts';
import { agreement, chainOf, strongestBefore } from './receipt.ts';

const term = (channel: number, sum: number, products: number[][] | null = null) => ({
  source: 'relu1',
  channel,
  patch: products,
  weights: null,
  products,
  sum,
});

const work: UnitWork = {
  layer: 'conv2',
  type: 'conv',
  unit: [0, 4, 4],
  inputs: ['relu1'],
  formula: 'sum of all products + bias',
  terms: [term(0, 0.5, [[0.5, 0]]), term(1, -3, [[-1, -2]]), term(2, 0.25)],
  truncated: false,
  strongest: [1, 0, 2],
  rows: [4],
  columns: [3, 4],
  numbers: {},
  sum: -2.25,
  bias: 0.25,
  value: -2,
  captured: -2.0000005,
  difference: 5e-7,
  agrees: true,
  silenced: false,
  after: [],
};

test('the way back leads to the cell that adds most', () => {
  expect(strongestBefore(work)).toEqual({ layer: 'relu1', unit: [1, 4, 4] });
});

test('the way back from a maximum leads to its winner, and from a sum of ways to the stronger one', () => {
  const pool = { ...work, numbers: { winner: [9, 2] }, terms: [term(5, -7)] };
  expect(strongestBefore(pool)).toEqual({ layer: 'relu1', unit: [5, 9, 2] });
  expect(strongestBefore({ ...work, rows: [], columns: [] })).toEqual({ layer: 'relu1', unit: [1, 4, 4] });
});

test('a way back into the padding is none', () => {
  expect(strongestBefore({ ...work, columns: [-2, -1] })).toBeNull();
});

test('the layers that follow are told with their numbers', () => {
  const relu = { ...work, layer: 'relu2', formula: 'max(0, x)', numbers: { x: -2 }, bias: null, value: 0 };
  expect(chainOf({ ...work, after: [relu] })).toEqual([
    { layer: 'conv2', value: -2, told: '' },
    { layer: 'relu2', value: 0, told: 'max(0, x), with x −2' },
  ]);
});

test('what torch had is said with the distance, and a disagreement is not hidden', () => {
  expect(agreement(work)).toContain('agrees with torch to 5 × 10⁻⁷');
  expect(agreement({ ...work, agrees: false, difference: 0.5 })).toContain('differs by 0.5');
});
