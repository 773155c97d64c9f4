import { expect, test } from 'vitest';
import { numberOf } from '../../core/numbers.ts';
import { drawn, readRow, resized, seedOf, shaped, shapeOf, snapped, stepOf, writeRow } from './editing.ts';

const row = (...values: number[]) => values.map(numberOf);

test('a dragged value is a whole number of steps, with no tail of digits', () => {
  expect(stepOf(0, 6)).toBe(0.1);
  expect(snapped(0.30000000000000004, 0.1).text).toBe('0.3');
  expect(snapped(-0.04, 0.1).text).toBe('0');
  expect(snapped(7.4, 2).text).toBe('8');
});

test('a stroke sets every sample that it passes over', () => {
  const stroke = drawn(row(0, 0, 0, 0, 9), { n: 0, value: 1 }, { n: 3, value: 4 }, 0.5);
  expect(writeRow(stroke)).toBe('1, 2, 3, 4, 9');
  expect(writeRow(drawn(stroke, { n: 3, value: 4 }, { n: 1, value: 0 }, 0.5))).toBe('1, 0, 2, 4, 9');
  expect(writeRow(drawn(stroke, { n: 2, value: 3 }, { n: 2, value: 5 }, 0.5))).toBe('1, 2, 5, 4, 9');
});

test('a text is read as numbers, fractions stay, and what is wrong is said', () => {
  expect(writeRow(readRow(' 1, −2 1/3', 64))).toBe('1, -2, 1/3');
  expect(() => readRow('', 64)).toThrow('at least one');
  expect(() => readRow('1,2,3', 2)).toThrow('There are 3 numbers; 2 are the most here.');
  expect(() => readRow('1,x', 64)).toThrow("'x' is not a number");
});

test('a shape is known again by its numbers, and keeps its shape at another length', () => {
  expect(shapeOf(shaped('gaussian', 9, 1), 1)).toBe('gaussian');
  expect(shapeOf(shaped('noise', 9, 4), 4)).toBe('noise');
  expect(shapeOf(row(1, 2, 4), 1)).toBe(null);
  expect(writeRow(resized(row(1, 2, 3), 5, 1))).toBe('1, 2, 3, 4, 5');
  expect(writeRow(resized(row(1, 2, 4), 5, 1))).toBe('1, 2, 4, 0, 0');
});

test('a noise tells its seed, the likely one first where it is too short to tell', () => {
  expect(seedOf(shaped('noise', 9, 4711))).toBe(4711);
  expect(seedOf(shaped('noise', 1, 57), 57)).toBe(57);
  expect(seedOf(row(1, 2, 4))).toBe(null);
});
