import { expect, test } from 'vitest';
import { reachOf, toneOf } from './tone.ts';

test('a Sobel kernel uses the ends, the halves and the middle', () => {
  const rows = [
    [1, 0, -1],
    [2, 0, -2],
    [1, 0, -1],
  ];
  expect(rows.map((row) => row.map((value) => toneOf(value, reachOf(rows))))).toEqual([
    [2, 0, -2],
    [4, 0, -4],
    [2, 0, -2],
  ]);
});

test('tones are symmetric, also where they are rounded', () => {
  for (const value of [0.1, 0.125, 0.3, 0.375, 0.8, 1, 7]) expect(toneOf(-value, 1)).toBe(-toneOf(value, 1) || 0);
});

test('noughts alone have no tone', () => {
  expect([toneOf(0, 0), reachOf([]), reachOf([[0]])]).toEqual([0, 0, 0]);
});
