import { expect, test } from 'vitest';
import { gridOf, planeOf } from '../../scene/volume.ts';
import { correlated, findsDifferences, smallOf } from './small.ts';

const SOBEL = [
  [1, 0, -1],
  [2, 0, -2],
  [1, 0, -1],
];

test('a kernel is laid over each cell without being turned, and edges repeat outwards', () => {
  const ramp = gridOf([
    [0, 1, 2],
    [0, 1, 2],
  ]);
  expect([...planeOf(correlated(ramp, SOBEL), 0)]).toEqual([-4, -8, -4, -4, -8, -4]);
});

test('an impulse prints the kernel turned by half', () => {
  const impulse = gridOf([
    [0, 0, 0],
    [0, 1, 0],
    [0, 0, 0],
  ]);
  const kernel = [
    [1, 2, 3],
    [4, 5, 6],
    [7, 8, 9],
  ];
  expect([...planeOf(correlated(impulse, kernel), 0)]).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1]);
});

test('a small picture holds the means of what its cells cover, and is made once', () => {
  const picture = gridOf([
    [0, 2, 4, 6],
    [2, 4, 6, 8],
  ]);
  const small = smallOf(picture, 2);
  expect([small.height, small.width]).toEqual([1, 2]);
  expect([...planeOf(small, 0)]).toEqual([2, 6]);
  expect(smallOf(picture, 2)).toBe(small);
});

test('three planes become their luma', () => {
  expect(planeOf(smallOf(gridOf([[1]], [[0]], [[1]])), 0)[0]).toBeCloseTo(0.413);
});

test('sobel finds differences, sharpen leaves a picture', () => {
  expect(findsDifferences(SOBEL)).toBe(true);
  expect(findsDifferences([[-1, 3, -1]])).toBe(false);
});
