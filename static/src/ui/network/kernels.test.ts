import { expect, test } from 'vitest';
import { kernelLink, kernelTiles } from './kernels.ts';

test('a learned kernel is a link to the page about kernels, on the same picture', () => {
  expect(kernelLink(Float32Array.of(0.12353515625, -1, 0, 2), 2, 'three')).toBe(
    '/kernels?image=three&kernel=0.1235,-1;0,2&padding=same',
  );
});

test('every filter has a tile for each channel, all on one scale about nought', () => {
  const { planes, scales } = kernelTiles({
    shape: [2, 3, 1, 1],
    weights: Float32Array.of(1, 2, 3, -4, 5, 6),
    bias: null,
  });
  expect(planes.map((plane) => plane[0])).toEqual([1, 2, 3, -4, 5, 6]);
  expect(new Set(scales.map(({ high }) => high))).toEqual(new Set([6]));
});
