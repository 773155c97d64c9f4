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

test('A colour is three numbers', () => {
  const one = kernelOf('1');
  const subject = convolutionOf({
    input: gridOf([[1]], [[0]], [[0.2]]),
    kernel: [[one], [one], [one]],
    groups: 3,
    units: 'levels',
  });
  expect(say(subject, 0)).toBe('Row 1, column 1: red 255, green 0, blue 51.');
});

test('A colour whose rounded products miss their sum says so', () => {
  const third = kernelOf('1/3,1/3,1/3');
  const subject = convolutionOf({
    input: gridOf([[77 / 255, 77 / 255, 77 / 255]], [[0, 0, 0]], [[1, 1, 1]]),
    kernel: [[third], [third], [third]],
    groups: 3,
    units: 'levels',
  });
  expect(say(subject, 0)).toMatch(/red about 77\.\d+, green 0/);
});
