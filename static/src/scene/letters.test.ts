import { expect, test } from 'vitest';
import { convolutionOf, kernelOf, noise, poolingOf } from './examples.ts';
import { hasAbc, latexOf, lettersOf, productOf } from './letters.ts';
import { gridOf } from './volume.ts';

const gridOfSize = (height: number, width: number, channels = 1) => noise(height, width, channels);
const ones = (rows: number, columns: number) => kernelOf(Array(rows).fill(Array(columns).fill('1').join()).join(';'));

test('Indices are those of code: channel, row, column, each only where there are several', () => {
  const letters = lettersOf(convolutionOf({ input: gridOfSize(4, 5), kernel: [[ones(2, 2)]] }), 'letters');
  expect([letters.input(0, 1, 3), letters.weight(0, 0, [1, 0]), letters.output(0, 2, 3)]).toEqual([
    'x₁₃',
    'w₁₀',
    'y₂₃',
  ]);
  const deep = convolutionOf({
    input: gridOfSize(4, 5, 2),
    kernel: [
      [ones(2, 2), ones(2, 2)],
      [ones(2, 2), ones(2, 2)],
    ],
    bias: [1, 2],
  });
  const { input, weight, output, bias } = lettersOf(deep, 'letters');
  expect([input(1, 0, 2), weight(1, 0, [0, 1]), output(1, 2, 0), bias(1)]).toEqual(['x₁,₀₂', 'w₁,₀,₀₁', 'y₁,₂₀', 'b₁']);
});

test('Indices of two digits are parted, and a single row needs none', () => {
  const wide = lettersOf(convolutionOf({ input: gridOfSize(12, 3), kernel: [[ones(2, 2)]] }), 'letters');
  expect(wide.input(0, 11, 2)).toBe('x₁₁,₂');
  const flat = lettersOf(convolutionOf({ input: gridOf([[1, 2, 3]]), kernel: [[ones(1, 2)]] }), 'letters');
  expect([flat.input(0, 0, 2), flat.weight(0, 0, [0, 1]), flat.output(0, 0, 1)]).toEqual(['x₂', 'w₁', 'y₁']);
});

test('A cell of the padding is 0, or the cell that the border repeats', () => {
  const options = { input: gridOfSize(3, 3), kernel: [[ones(3, 3)]], geometry: { padding: 'same' } } as const;
  expect(lettersOf(convolutionOf(options), 'letters').input(0, -1, 0)).toBe('0');
  expect(lettersOf(convolutionOf({ ...options, border: 'reflect' }), 'letters').input(0, -1, 0)).toBe('x₁₀');
  expect(lettersOf(convolutionOf({ ...options, border: 'replicate' }), 'abc').input(0, 3, 3)).toBe('i');
});

test('The larger set begins the alphabet and the smaller ends it, as in both lectures', () => {
  const lecture = lettersOf(convolutionOf({ input: gridOfSize(3, 3), kernel: [[ones(2, 2)]] }), 'abc');
  expect([lecture.input(0, 0, 0), lecture.input(0, 2, 2)]).toEqual(['a', 'i']);
  expect([lecture.weight(0, 0, [0, 0]), lecture.weight(0, 0, [1, 1])]).toEqual(['w', 'z']);
  const other = convolutionOf({ input: gridOfSize(2, 2), kernel: [[ones(3, 3)]], geometry: { padding: 'same' } });
  const { input, weight } = lettersOf(other, 'abc');
  expect([input(0, 0, 0), input(0, 1, 1), weight(0, 0, [0, 0]), weight(0, 0, [2, 2])]).toEqual(['w', 'z', 'a', 'i']);
});

test('Weights become capitals where one alphabet is too short, and indices where two are', () => {
  const capitals = convolutionOf({ input: gridOfSize(5, 5), kernel: [[ones(3, 3)]] });
  expect(lettersOf(capitals, 'abc').weight(0, 0, [0, 1])).toBe('B');
  const large = convolutionOf({ input: gridOfSize(6, 6), kernel: [[ones(3, 3)]] });
  expect([hasAbc(capitals), hasAbc(large)]).toEqual([true, false]);
  expect(lettersOf(large, 'abc').input(0, 5, 5)).toBe('x₅₅');
});

test('An output is never called as a weight is', () => {
  const { output, weight } = lettersOf(convolutionOf({ input: gridOfSize(3, 3), kernel: [[ones(2, 2)]] }), 'abc');
  expect([weight(0, 0, [1, 0]), output(0, 1, 0)]).toEqual(['y', 'Y₁₀']);
});

test('Single letters stand close, names stand apart, and a nought is multiplied with a dot', () => {
  expect([productOf('a', 'w'), productOf('x₀₀', 'w₀₀'), productOf('0', 'w')]).toEqual(['aw', 'x₀₀ w₀₀', '0·w']);
});

test('LaTeX has the same indices', () => {
  expect(['x₀,₁₂', 'a', 'bias₁', 'Σ'].map(latexOf)).toEqual(['x_{0,12}', 'a', '\\text{bias}_{1}', '\\Sigma']);
});

test('A pooling has letters for its cells too', () => {
  expect(lettersOf(poolingOf(gridOfSize(4, 4), 'max', [2, 2]), 'abc').input(0, 3, 3)).toBe('p');
});
