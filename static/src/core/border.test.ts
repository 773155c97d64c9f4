import { expect, test } from 'vitest';
import { type Border, sourceOf } from './border.ts';

test('Beyond four cells each border has its own neighbours', () => {
  const around = (border: Border): number[] => [-2, -1, 4, 5].map((i) => sourceOf(i, 4, border));
  expect(around('zeros')).toEqual([-1, -1, -1, -1]);
  expect(around('replicate')).toEqual([0, 0, 3, 3]);
  expect(around('reflect')).toEqual([2, 1, 2, 1]);
  expect(around('circular')).toEqual([2, 3, 0, 1]);
});
