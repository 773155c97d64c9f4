import { expect, test } from 'vitest';
import { isRight, readGuess } from './guess.ts';

const cell = { filter: 0, row: 0, column: 0 };
const truth = { size: [4, 3], value: -7 } as const;

test.each([
  ['4 × 3', [4, 3]],
  ['4x3', [4, 3]],
  [' 4 X 3 ', [4, 3]],
  ['4,3', [4, 3]],
  ['4 3', [4, 3]],
  ['4 by 3', [4, 3]],
  ['4', [4]],
])('%s is a size', (text, numbers) => {
  expect(readGuess(text, 'size')).toEqual(numbers);
});

test.each([
  ['-7', -7],
  ['−7', -7],
  ['0,5', 0.5],
  ['0.5', 0.5],
])('%s is a number', (text, number) => {
  expect(readGuess(text, cell)).toEqual([number]);
});

test.each(['', 'four', '4 x', '4 x 3 x 2', '1e9', '--3'])('"%s" is no answer', (text) => {
  expect(readGuess(text, 'size')).toBeNull();
  expect(readGuess(text, cell)).toBeNull();
});

test('a size is right with both sides in order; one number means a square', () => {
  expect(isRight([4, 3], 'size', truth)).toBe(true);
  expect(isRight([3, 4], 'size', truth)).toBe(false);
  expect(isRight([4], 'size', truth)).toBe(false);
  expect(isRight([4], 'size', { ...truth, size: [4, 4] })).toBe(true);
});

test('the size of one row is its length', () => {
  const row = { size: [1, 5], value: 0, isRow: true } as const;
  expect(isRight([5], 'size', row)).toBe(true);
  expect(isRight([1, 5], 'size', row)).toBe(true);
  expect(isRight([1], 'size', row)).toBe(false);
  expect(isRight([5], 'size', { ...row, isRow: false })).toBe(false);
});

test('a cell is right to the accuracy that a learner writes', () => {
  expect(isRight([-7], cell, truth)).toBe(true);
  expect(isRight([7], cell, truth)).toBe(false);
  expect(isRight([0.3333], cell, { ...truth, value: 1 / 3 })).toBe(true);
});
