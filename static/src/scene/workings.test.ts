import { expect, test } from 'vitest';
import { BLUR, convolutionOf, kernelOf, noise, pictureOf, poolingOf, SOBEL, WORKED } from './examples.ts';
import { shownResult } from './shown-sum.ts';
import { positionsOf } from './subject.ts';
import { gridOf } from './volume.ts';
import { workingsAt } from './workings.ts';

const NOISE = noise(9, 7);
const SUBJECTS = {
  plain: convolutionOf({ input: NOISE, kernel: [[SOBEL]], units: 'levels' }),
  padded: convolutionOf({ input: NOISE, kernel: [[BLUR]], geometry: { padding: 'same' }, border: 'reflect' }),
  circular: convolutionOf({ input: NOISE, kernel: [[SOBEL]], geometry: { padding: 'full' }, border: 'circular' }),
  replicated: convolutionOf({
    input: NOISE,
    kernel: [[SOBEL]],
    geometry: { padding: [2, 0, 1, 3] },
    border: 'replicate',
  }),
  strided: convolutionOf({ input: NOISE, kernel: [[SOBEL]], geometry: { stride: [2, 3], dilation: [2, 1] } }),
  turned: convolutionOf({ input: NOISE, kernel: [[kernelOf('1,2,3;4,5,6')]], flip: true }),
  deep: convolutionOf({
    input: noise(6, 6, 3),
    kernel: [
      [SOBEL, BLUR, SOBEL],
      [BLUR, BLUR, SOBEL],
    ],
    bias: [0.5, -1],
    activation: 'relu',
  }),
  grouped: convolutionOf({
    input: noise(5, 5, 4),
    kernel: [
      [SOBEL, BLUR],
      [BLUR, SOBEL],
    ],
    groups: 2,
  }),
  colour: convolutionOf({ input: noise(5, 5, 3), kernel: [[BLUR], [BLUR], [BLUR]], groups: 3, units: 'levels' }),
  transposed: convolutionOf({ input: noise(4, 3), kernel: [[SOBEL]], geometry: { transposed: true, stride: [2, 2] } }),
  pooled: poolingOf(NOISE, 'max', [2, 2]),
  averaged: poolingOf(NOISE, 'avg', [3, 2]),
};

test('The blurred centre of the worked example is 152', () => {
  const [result] = workingsAt(convolutionOf({ input: WORKED, kernel: [[BLUR]], units: 'levels' }), 0).results;
  expect(result.channels[0]?.terms.map((term) => term.value)).toEqual([140, 152, 164, 146, 152, 158, 140, 152, 164]);
  expect(result.value).toBe(152);
});

test.each(Object.entries(SUBJECTS))('Every output of the %s subject is what its shown terms make', (_, subject) => {
  for (let position = 0; position < positionsOf(subject); position++) {
    for (const { agrees, channels, sum } of workingsAt(subject, position).results) {
      expect(agrees).toBe(true);
      expect(channels.reduce((all, channel) => all + channel.sum, 0)).toBeCloseTo(sum, 9);
    }
  }
});

test.each(Object.entries(SUBJECTS))(
  'The digits shown for the %s subject add up, or say that they do not',
  (_, subject) => {
    for (let position = 0; position < positionsOf(subject); position++) {
      for (const result of workingsAt(subject, position).results) {
        const shown = shownResult(result);
        const numbers = shown.products.flat().map((text) => Number(text.replace('\u2212', '-')));
        const total = numbers.reduce((all, number) => all + number, 0);
        if (shown.relation === '=') expect(total).toBeCloseTo(Number(shown.sum.replace('\u2212', '-')), 6);
      }
    }
  },
);

test('A number that is not the sum is told, and it is the one shown', () => {
  const subject = convolutionOf({ input: gridOf([[1, 2]]), kernel: [[kernelOf('1,1')]] });
  subject.output.planes[0]?.fill(7);
  const [result] = workingsAt(subject, 0).results;
  expect(result).toMatchObject({ sum: 3, value: 7, agrees: false });
});

test('A cell of the padding has the value of its border and is not of the picture', () => {
  const padded = convolutionOf({
    input: gridOf([[5, 6]]),
    kernel: [[kernelOf('1,1,1')]],
    geometry: { padding: 'same' },
    border: 'replicate',
  });
  const terms = workingsAt(padded, 0).results[0].channels[0]?.terms;
  expect(terms?.map(({ value, inside }) => [value, inside])).toEqual([
    [5, false],
    [5, true],
    [6, true],
  ]);
});

test('All of the largest win, the first of them first', () => {
  const pooled = poolingOf(
    gridOf([
      [3, 9],
      [9, 1],
    ]),
    'max',
    [2, 2],
  );
  expect(workingsAt(pooled, 0).results[0]).toMatchObject({ value: 9, winners: [1, 2] });
});

test('Levels that float32 bent a little are whole again', () => {
  const subject = convolutionOf({ input: pictureOf([[101, 53]]), kernel: [[kernelOf('1,-1')]], units: 'levels' });
  expect(shownResult(workingsAt(subject, 0).results[0])).toMatchObject({
    products: [['101', '−53']],
    sum: '48',
    relation: '=',
  });
});
