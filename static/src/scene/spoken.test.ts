import { expect, test } from 'vitest';
import { convolutionOf, kernelOf, noise, poolingOf, SOBEL } from './examples.ts';
import { spoken } from './spoken.ts';
import type { Subject } from './subject.ts';
import { gridOf } from './volume.ts';
import { workingsAt } from './workings.ts';

const say = (subject: Subject, position: number): string => spoken(subject, workingsAt(subject, position));

test('The sentence has the place, every term, the sum, the bias and the activation', () => {
  const subject = convolutionOf({
    input: gridOf([[0.2, 2, 3]]),
    kernel: [[kernelOf('1,-2')]],
    bias: [1],
    activation: 'relu',
  });
  expect(say(subject, 0)).toBe(
    'Row 1, column 1: 0.2 times 1, plus 2 times minus 2; sum minus 3.8; plus bias 1.0 makes minus 2.8; relu gives 0.0.',
  );
});

test('Many terms are counted, not read out', () => {
  const subject = convolutionOf({
    input: noise(9, 9),
    kernel: [[SOBEL, SOBEL, SOBEL]].map((planes) => planes.slice(0, 1)),
    geometry: {},
  });
  expect(say(subject, 0)).toMatch(/^Row 1, column 1: .* times 1, plus /);
  const large = convolutionOf({
    input: noise(9, 9),
    kernel: [[kernelOf(Array(7).fill('1,1,1,1,1,1,1').join(';'))]],
    units: 'levels',
  });
  expect(say(large, 0)).toMatch(/^Row 1, column 1: 49 products; sum \d+\.$/);
});

test('A tie is told', () => {
  expect(
    say(
      poolingOf(
        gridOf([
          [9, 9],
          [1, 2],
        ]),
        'max',
        [2, 2],
      ),
      0,
    ),
  ).toBe('Row 1, column 1: 9, 9, 1, 2; the largest is 9; 2 are equal, the first counts.');
});

function colour(
  weights: string,
  levels: readonly (readonly number[])[],
  more: Partial<Parameters<typeof convolutionOf>[0]> = {},
) {
  const plane = kernelOf(weights);
  const input = gridOf(...levels.map((row) => [row.map((level) => level / 255)]));
  return convolutionOf({ input, kernel: [[plane], [plane], [plane]], groups: 3, units: 'levels', ...more });
}

test('A colour has its terms and its sum three times', () => {
  const subject = colour('2,-1', [
    [255, 0],
    [0, 7],
    [51, 50],
  ]);
  expect(say(subject, 0)).toBe(
    'Row 1, column 1. red: 255 times 2, plus 0 times minus 1; sum 510. ' +
      'green: 0 times 2, plus 7 times minus 1; sum minus 7. blue: 51 times 2, plus 50 times minus 1; sum 52.',
  );
});

test('The terms of three colours together are too many before those of one are', () => {
  const nine = Array(9).fill(10);
  const one = kernelOf(Array(9).fill('1').join());
  const grey = convolutionOf({ input: gridOf([nine.map((level) => level / 255)]), kernel: [[one]], units: 'levels' });
  expect(say(grey, 0)).toMatch(/^Row 1, column 1: 10 times 1, plus /);
  expect(say(colour(Array(9).fill('1').join(), [nine, nine, nine]), 0)).toBe(
    'Row 1, column 1. red: 9 products; sum 90. green: 9 products; sum 90. blue: 9 products; sum 90.',
  );
});

test('Bias and activation are told of each colour', () => {
  expect(say(colour('1', [[10], [20], [30]], { bias: [-20 / 255], activation: 'relu' }), 0)).toBe(
    'Row 1, column 1. red: 10 times 1; sum 10; plus bias minus 20 makes minus 10; relu gives 0. ' +
      'green: 20 times 1; sum 20; plus bias minus 20 makes 0; relu gives 0. ' +
      'blue: 30 times 1; sum 30; plus bias minus 20 makes 10; relu gives 10.',
  );
});

test('A colour whose rounded products miss their sum says so', () => {
  const subject = colour('1/3,1/3,1/3', [
    [77, 77, 77],
    [0, 0, 0],
    [255, 255, 255],
  ]);
  expect(say(subject, 0)).toMatch(/red: .*; sum about 77\.\d+\. green: .*; sum 0\. blue: .*; sum 255\./);
});

test('Factors that are told rounded lead to a sum that is told as about', () => {
  const told = (weight: string): string =>
    say(convolutionOf({ input: gridOf([[200]]), kernel: [[kernelOf(weight)]] }), 0);
  expect(told('0.25')).toBe('Row 1, column 1: 200 times 0.25; sum 50.');
  expect(told('0.16666667')).toBe('Row 1, column 1: 200 times 0.167; sum about 33.33.');
  expect(told('1/8')).toBe('Row 1, column 1: 200 times 1/8; sum 25.');
});
