import { describe, expect, test } from 'vitest';
import { CASES, subjectOf } from '../../../tests/transposed-cases.ts';
import { makeGeometry } from '../../core/geometry.ts';
import { gatheredAt, kindAt, outputUnder, stridesOf, stuffedOf, windowAt } from './gather.ts';
import { addendsAt } from './scatter.ts';
import { channelCount, type TransposedGeometry } from './transposed-subject.ts';

function transposed(options: Omit<Parameters<typeof makeGeometry>[0], 'transposed'>): TransposedGeometry {
  const geometry = makeGeometry({ ...options, transposed: true });
  return geometry.transposed ? geometry : expect.fail();
}

describe('torch and the gathering window agree on', () => {
  test.each(CASES.map((given, index) => [index, given] as const))('case %i', (_, given) => {
    const subject = subjectOf(given);
    const sums = given.output.map((rows, filter) =>
      rows.map((cells, row) =>
        cells.map((__, column) => {
          const place = { filter, row, column };
          const channels = Array.from({ length: channelCount(subject, filter) }, (___, channel) => channel);
          return channels.reduce((sum, channel) => sum + gatheredAt(subject, channel, place).sum, 0) + 0;
        }),
      ),
    );
    expect(sums).toEqual(given.output);
  });
});

test('The terms on values are the stamps that reach the cell, in the same order', () => {
  for (const given of CASES) {
    const subject = subjectOf(given);
    const place = { filter: 0, row: given.counts.length - 1, column: Math.floor((given.counts[0]?.length ?? 1) / 2) };
    const terms = gatheredAt(subject, 0, place).terms.filter(({ source }) => source !== null);
    const addends = addendsAt(subject, place).filter(({ source }) => source.channel === 0);
    expect(terms.map(({ source, product }) => [source, product])).toEqual(
      addends.map(({ source, product }) => [source, product]),
    );
  }
});

test('Stride 2 and padding 1 put one zero between the values and k − 1 − p = 1 around them', () => {
  const geometry = transposed({ kernel: [3, 3], stride: [2, 2], padding: [1, 1, 1, 1] });
  const stuffed = stuffedOf(geometry, 3, 2);
  expect([stuffed.rows, stuffed.columns, stuffed.ring]).toEqual([5, 3, [1, 1, 1, 1]]);
  const kinds = [-1, 0, 1, 2, 3].map((column) => kindAt(stuffed, stridesOf(geometry), 0, column));
  expect(kinds).toEqual(['ring', 'value', 'between', 'value', 'ring']);
});

test('Output padding widens the ring behind only; uneven sides and dilation have their own rings', () => {
  const ring = (options: Omit<Parameters<typeof makeGeometry>[0], 'transposed'>) =>
    stuffedOf(transposed(options), 4, 4).ring;
  expect(ring({ kernel: [3, 3], stride: [2, 2], padding: [1, 1, 1, 1], outputPadding: [1, 0] })).toEqual([1, 1, 2, 1]);
  expect(ring({ kernel: [3, 4], padding: [0, 2, 1, 1] })).toEqual([2, 1, 1, 2]);
  expect(ring({ kernel: [3, 3], dilation: [2, 1] })).toEqual([4, 2, 4, 2]);
  expect(ring({ kernel: [1, 2], padding: [1, 0, 0, 0] })).toEqual([-1, 1, 0, 1]);
});

test('The windows of all outputs, one cell apart, cover the stuffed input and its ring exactly', () => {
  for (const given of CASES) {
    const { geometry, input, output } = subjectOf(given);
    const { top, left, bottom, right } = stuffedOf(geometry, input.height, input.width);
    const first = windowAt(geometry, { filter: 0, row: 0, column: 0 });
    const last = windowAt(geometry, { filter: 0, row: output.height - 1, column: output.width - 1 });
    expect([first.top, first.left, last.bottom, last.right]).toEqual([top, left, bottom, right]);
  }
});

test('The middle of a window leads back to its output', () => {
  const subject = subjectOf(CASES.find(({ kernel }) => kernel[0]?.[0]?.length === 3) ?? expect.fail());
  const place = { filter: 0, row: 1, column: 0 };
  const { top, left, bottom, right } = windowAt(subject.geometry, place);
  const middle = (from: number, to: number): number => from + Math.floor((to - from - 1) / 2);
  expect(outputUnder(subject, middle(top, bottom), middle(left, right))).toEqual({ row: 1, column: 0 });
});
