import { expect, test } from 'vitest';
import { planeOf } from '../../scene/volume.ts';
import { impulse, square } from './subjects.ts';

test('an impulse is one bright cell in the middle', () => {
  expect([...planeOf(impulse(3), 0)]).toEqual([0, 0, 0, 0, 1, 0, 0, 0, 0]);
});

test('the square fills the middle quarter', () => {
  expect(planeOf(square(16), 0).reduce((sum, value) => sum + value)).toBe(8 * 8);
  expect([...planeOf(square(4), 0)]).toEqual([0, 0, 0, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 0, 0, 0]);
});
