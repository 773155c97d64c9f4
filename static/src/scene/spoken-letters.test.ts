import { expect, test } from 'vitest';
import { convolutionOf, kernelOf, poolingOf } from './examples.ts';
import { spelled, spokenInLetters } from './spoken-letters.ts';
import { gridOf } from './volume.ts';

const LECTURE = convolutionOf({
  input: gridOf([
    [1, 2, 3],
    [4, 5, 6],
    [7, 8, 9],
  ]),
  kernel: [[kernelOf('1,2;3,4')]],
});

test('where letters are seen, letters are heard', () => {
  expect(spokenInLetters(LECTURE, 1, 'letters')).toBe(
    'Row 1, column 2: y 0 1 is x 0 1 times w 0 0, plus x 0 2 times w 0 1, plus x 1 1 times w 1 0, plus x 1 2 times w 1 1.',
  );
  expect(spokenInLetters(LECTURE, 0, 'abc')).toBe(
    'Row 1, column 1: Y 0 0 is a times w, plus b times x, plus d times y, plus e times z.',
  );
});

test('bias, activation and the noughts of the padding are heard too', () => {
  const subject = convolutionOf({
    input: gridOf([[1, 2]]),
    kernel: [[kernelOf('1,2,3')]],
    geometry: { padding: 'same' },
    bias: [1],
    activation: 'relu',
  });
  expect(spokenInLetters(subject, 0, 'letters')).toBe(
    'Row 1, column 1: y 0 is relu of the sum: 0 times w 0, plus x 0 times w 1, plus x 1 times w 2, plus b.',
  );
});

test('more than can be listened to are counted', () => {
  const row = Array(30).fill(1);
  const subject = convolutionOf({ input: gridOf([row]), kernel: [[kernelOf(row.join())]] });
  expect(spokenInLetters(subject, 0, 'letters')).toBe('Row 1, column 1: y 0 is 30 products.');
});

test('a pooling has no weights to name', () => {
  const pooled = poolingOf(gridOf([[1, 2, 3, 4]]), 'max', [1, 2]);
  expect(spokenInLetters(pooled, 1, 'letters')).toBe('Row 1, column 2: y 1 is the largest of x 2, x 3.');
});

test('indices are heard digit by digit, as they are written', () => {
  expect([spelled('x₀₁'), spelled('x₀,₁₂'), spelled('bias'), spelled('0')]).toEqual(['x 0 1', 'x 0, 1 2', 'bias', '0']);
});
