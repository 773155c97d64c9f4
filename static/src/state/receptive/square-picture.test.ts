import { expect, test } from 'vitest';
import { middleOf } from './square-picture.ts';

test('of a wide picture the middle columns are taken', () => {
  const { planes, height, width } = middleOf([1, 2, 4], Float32Array.of(0, 1, 2, 3, 4, 5, 6, 7), 2);
  expect([height, width, [...(planes[0] ?? [])]]).toEqual([2, 2, [1, 2, 5, 6]]);
});

test('each channel keeps its own', () => {
  const { planes } = middleOf([2, 1, 1], Float32Array.of(0.25, 0.5), 1);
  expect(planes.map((plane) => plane[0])).toEqual([0.25, 0.5]);
});
