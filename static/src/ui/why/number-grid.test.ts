import { expect, test } from 'vitest';
import { textsOf } from '../../scene/mark.ts';
import { gridOf } from '../../scene/volume.ts';
import { GREY } from '../picture/small.ts';
import { boxOn, excerptAt, numberMarks } from './number-grid.ts';

const PICTURE = gridOf(
  Array.from({ length: 6 }, (_, row) => Array.from({ length: 8 }, (_, column) => (10 * row + column) / 255)),
);

test('an excerpt stands round its middle and stops at the rim', () => {
  expect(excerptAt(PICTURE, 3, 4, 3)).toEqual({ row: 2, column: 3, across: 3, down: 3 });
  expect(excerptAt(PICTURE, 0, 7, 3)).toEqual({ row: 0, column: 5, across: 3, down: 3 });
  expect(excerptAt(PICTURE, 0, 0, 99)).toEqual({ row: 0, column: 0, across: 8, down: 6 });
});

test('each tile holds the level of its own pixel', () => {
  const marks = numberMarks(PICTURE, GREY, 'levels', excerptAt(PICTURE, 3, 4, 3), 40);
  expect(textsOf(marks)).toEqual(['23', '24', '25', '33', '34', '35', '43', '44', '45']);
});

test('a window is drawn where it lies, and cut at the rim of what is in sight', () => {
  const excerpt = excerptAt(PICTURE, 3, 4, 3);
  expect(boxOn(excerpt, 2, 3, 4, 5, 10)).toEqual({ x: 0, y: 0, width: 20, height: 20 });
  expect(boxOn(excerpt, 4, 5, 9, 9, 10)).toEqual({ x: 20, y: 20, width: 10, height: 10 });
  expect(boxOn(excerpt, 0, 0, 3, 4, 10)).toEqual({ x: 0, y: 0, width: 10, height: 10 });
  expect(boxOn(excerpt, 0, 0, 2, 2, 10)).toBeNull();
});
