import { expect, test } from 'vitest';
import { barsOf, clippedText, placeOf } from './bars.ts';

const histogram = { counts: [4, 16, 0, 1], edges: [-1, 0, 1, 2, 3] };

test('bars stand where their values are, and those beyond the screen are marked', () => {
  const bars = barsOf(histogram, [0, 1]);
  expect(bars.map(({ x, width }) => [x, width])).toEqual([
    [0, 0.25],
    [0.25, 0.25],
    [0.5, 0.25],
    [0.75, 0.25],
  ]);
  expect(bars.map(({ isClipped }) => isClipped)).toEqual([true, false, true, true]);
});

test('heights go by the square root, so that one in sixteen is a quarter', () => {
  expect(barsOf(histogram, [0, 1]).map(({ height }) => height)).toEqual([0.5, 1, 0, 0.25]);
});

test('a value outside the edges stands at the nearer end', () => {
  expect([placeOf(-9, histogram.edges), placeOf(1, histogram.edges), placeOf(9, histogram.edges)]).toEqual([0, 0.5, 1]);
});

test('the clipped share is said in words', () => {
  expect(clippedText(0.523)).toMatch(/^52 % of the values/);
  expect(clippedText(0)).toMatch(/nothing is clipped/);
});

test('no bar of a blurred flat frame is clipped: it is past white by rounding alone', () => {
  const edges = [1, 1 + 1e-7, 1 + 2e-7];
  expect(barsOf({ counts: [3, 4], edges }, [0, 1]).map(({ isClipped }) => isClipped)).toEqual([false, false]);
});
