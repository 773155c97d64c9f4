import { expect, test } from 'vitest';
import { convolutionOf, kernelOf, noise, poolingOf } from './examples.ts';
import { evaluate, expressionAt, latexEquation, numbersOf, plainOf } from './expression.ts';
import { lettersOf } from './letters.ts';
import { positionsOf } from './subject.ts';
import { gridOf, valueAt } from './volume.ts';

const SQUARE = gridOf([
  [1, 2, 3],
  [4, 5, 6],
  [7, 8, 9],
]);
const LECTURE = convolutionOf({ input: SQUARE, kernel: [[kernelOf('1,2;3,4')]] });

test('The first cell of the lecture is aw + bx + dy + ez', () => {
  expect(plainOf(expressionAt(LECTURE, 0, 'abc'))).toBe('aw + bx + dy + ez');
  expect(plainOf(expressionAt(LECTURE, 3, 'letters'))).toBe('x₁₁ w₀₀ + x₁₂ w₀₁ + x₂₁ w₁₀ + x₂₂ w₁₁');
});

test('Slid over a padded w x / y z, the filter a … i gives we + xf + yh + zi first and wa + xb + yd + ze last', () => {
  const input = gridOf([
    [1, 2],
    [3, 4],
  ]);
  const kernel = [[kernelOf('1,2,3;4,5,6;7,8,9')]];
  const padded = convolutionOf({ input, kernel, geometry: { padding: 'same' } });
  const own = (text: string): string =>
    text
      .split(' + ')
      .filter((term) => !term.startsWith('0'))
      .join(' + ');
  expect(own(plainOf(expressionAt(padded, 0, 'abc')))).toBe('we + xf + yh + zi');
  expect(own(plainOf(expressionAt(padded, 3, 'abc')))).toBe('wa + xb + yd + ze');
  expect(own(plainOf(expressionAt({ ...padded, flip: true }, 0, 'abc')))).toBe('we + xd + yb + za');
});

test('A transposed output gathers the inputs that wrote to it', () => {
  const { output, ...shared } = convolutionOf({
    input: gridOf([[1, 2]]),
    kernel: [[kernelOf('1,2,3')]],
    geometry: { transposed: true, stride: [1, 2] },
  });
  const texts = [0, 1, 2, 3, 4].map((at) => plainOf(expressionAt({ ...shared, output }, at, 'letters')));
  expect(texts).toEqual(['x₀ w₀', 'x₀ w₁', 'x₀ w₂ + x₁ w₀', 'x₁ w₁', 'x₁ w₂']);
});

test('An output that nothing writes to is 0', () => {
  const gaps = convolutionOf({
    input: gridOf([[1, 2]]),
    kernel: [[kernelOf('5')]],
    geometry: { transposed: true, stride: [1, 2] },
  });
  expect(plainOf(expressionAt(gaps, 1, 'letters'))).toBe('0');
});

test('Bias and activation stand round the sum, in text and in LaTeX', () => {
  const made = convolutionOf({ input: SQUARE, kernel: [[kernelOf('1,2')]], bias: [-9], activation: 'relu' });
  expect(plainOf(expressionAt(made, 0, 'letters'))).toBe('relu(x₀₀ w₀₀ + x₀₁ w₀₁ + b)');
  expect(latexEquation(expressionAt(made, 0, 'letters'))).toBe(
    'y_{00} = \\operatorname{ReLU}\\left(x_{00} w_{00} + x_{01} w_{01} + b\\right)',
  );
  expect(latexEquation(expressionAt({ ...made, activation: 'abs' }, 0, 'abc'))).toBe(
    'Y_{00} = \\left|a y + b z + \\text{bias}\\right|',
  );
});

test('Poolings choose, add up, share out or take the root', () => {
  const text = (pool: 'max' | 'min' | 'sum' | 'avg' | 'l2') =>
    plainOf(expressionAt({ ...poolingOf(SQUARE, 'max', [1, 2]), pool }, 0, 'letters'));
  expect((['max', 'min', 'sum', 'avg', 'l2'] as const).map(text)).toEqual([
    'max(x₀₀, x₀₁)',
    'min(x₀₀, x₀₁)',
    'x₀₀ + x₀₁',
    '(1/2)(x₀₀ + x₀₁)',
    '√(x₀₀² + x₀₁²)',
  ]);
  const pooled = poolingOf(SQUARE, 'max', [2, 2]);
  expect(latexEquation(expressionAt({ ...pooled, pool: 'avg' }, 0, 'letters'))).toBe(
    'y_{00} = \\tfrac{1}{4}\\left(x_{00} + x_{01} + x_{10} + x_{11}\\right)',
  );
});

test.each(['max', 'avg'] as const)('With numbers for its letters, a %s pooling is its output', (pool) => {
  const pooled = poolingOf(noise(6, 9), pool, [3, 2]);
  for (let position = 0; position < positionsOf(pooled); position++) {
    const value = evaluate(expressionAt(pooled, position, 'letters'), pooled, 'letters');
    expect(value).toBeCloseTo(pooled.output.planes[0]?.[position] as number, 6);
  }
});

test('An average that does not count the padding leaves it out of its divisor', () => {
  const pooled = { ...poolingOf(SQUARE, 'avg', [3, 3]), countPadding: false };
  const outside = { ...pooled, input: gridOf([[1, 2]]) };
  expect(plainOf(expressionAt(outside, 0, 'letters'))).toBe('(1/2)(x₀₀ + x₀₁ + 0 + 0 + 0 + 0 + 0 + 0 + 0)');
});

test('The text itself, its letters replaced by numbers, adds up to the cell', () => {
  const subject = convolutionOf({ input: noise(4, 5), kernel: [[kernelOf('1,-2;3,4')]], flip: true });
  const numbers = numbersOf(subject, lettersOf(subject, 'abc'));
  const worth = (letters: string): number =>
    Array.from(letters).reduce((all, letter) => all * (numbers.get(letter) ?? Number.NaN), 1);
  for (let position = 0; position < positionsOf(subject); position++) {
    const text = plainOf(expressionAt(subject, position, 'abc'));
    const sum = text.split(' + ').reduce((all, term) => all + worth(term), 0);
    expect(sum).toBeCloseTo(valueAt(subject.output, 0, Math.floor(position / 4), position % 4), 5);
  }
});
