import { expect, test } from 'vitest';
import { convolutionOf, noise, SOBEL } from './examples.ts';
import { positionUnder } from './pointing.ts';
import { placeOf, type Subject, tapsOf } from './subject.ts';

const under = (subject: Subject, row: number, column: number) =>
  placeOf(subject, positionUnder(subject, { kind: 'input', channel: 0, row, column }) ?? -1);

test('With "same" padding the window stands on the very cell that is pointed at', () => {
  const subject = convolutionOf({ input: noise(6, 8), kernel: [[SOBEL]], geometry: { padding: 'same' } });
  for (const [row, column] of [
    [0, 0],
    [3, 5],
    [5, 7],
  ] as const) {
    expect(under(subject, row, column)).toEqual({ filter: 0, row, column });
  }
});

test('Without padding the border cells show the nearest window', () => {
  const subject = convolutionOf({ input: noise(6, 8), kernel: [[SOBEL]] });
  expect(under(subject, 0, 7)).toEqual({ filter: 0, row: 0, column: 5 });
  expect(under(subject, 3, 3)).toEqual({ filter: 0, row: 2, column: 2 });
});

test.each([
  ['strided', { stride: [2, 1], padding: 'same' }],
  ['dilated', { dilation: [2, 2], padding: 'same' }],
  ['transposed', { transposed: true, stride: [2, 2] }],
] as const)('In a %s convolution the window under the pointer spans the cell', (_, geometry) => {
  const subject = convolutionOf({ input: noise(9, 9), kernel: [[SOBEL]], geometry });
  for (let cell = 0; cell < 9; cell++) {
    const { rows, columns } = tapsOf(subject, under(subject, cell, cell));
    expect(rows.span.start).toBeLessThanOrEqual(cell);
    expect(rows.span.stop).toBeGreaterThan(cell);
    expect(columns.span.stop).toBeGreaterThan(cell);
  }
});

test('A weight and the result have no position of their own', () => {
  const subject = convolutionOf({ input: noise(6, 8), kernel: [[SOBEL]] });
  expect(positionUnder(subject, { kind: 'result' })).toBeNull();
  expect(positionUnder(subject, null)).toBeNull();
});
