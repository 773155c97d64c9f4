import { expect, test } from 'vitest';
import { valueAt } from '../../scene/volume.ts';
import { blankPad, isBlank, stroked } from './strokes.ts';

const across = stroked(blankPad(7), { x: 1.5, y: 3.5 }, { x: 5.5, y: 3.5 }, 1);

test('a stroke covers the cells along its line and leaves the far ones black', () => {
  expect([1, 3, 5].map((column) => valueAt(across, 0, 3, column))).toEqual([1, 1, 1]);
  expect(valueAt(across, 0, 2, 3)).toBeCloseTo(0.6);
  expect(valueAt(across, 0, 0, 3)).toBe(0);
});

test('a new stroke leaves the old picture as it was, for undoing', () => {
  const before = blankPad(7);
  stroked(before, { x: 3, y: 3 }, { x: 3, y: 3 }, 1);
  expect(isBlank(before)).toBe(true);
});

test('the eraser takes away what it covers', () => {
  expect(isBlank(stroked(across, { x: 0, y: 3.5 }, { x: 7, y: 3.5 }, 0, 3))).toBe(true);
});
