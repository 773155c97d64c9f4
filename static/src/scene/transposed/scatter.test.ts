import { describe, expect, test } from 'vitest';
import { CASES, subjectOf } from '../../../tests/transposed-cases.ts';
import { addendsAt, scattered, stampOf, uncut, type Written } from './scatter.ts';
import { sourceCount, sourceOf, type TransposedSubject } from './transposed-subject.ts';

/** The part of all that is written which padding leaves. */
function onOutput({ output }: TransposedSubject, { sums, top, left, right }: Written): number[][] {
  return Array.from({ length: output.height }, (_, row) =>
    Array.from({ length: output.width }, (__, column) => (sums[(row - top) * (right - left) + column - left] ?? 0) + 0),
  );
}

describe('torch and the stamps agree on', () => {
  test.each(CASES.map((given, index) => [index, given] as const))('case %i', (_, given) => {
    const subject = subjectOf(given);
    const sums = given.output.map((__, filter) => onOutput(subject, scattered(subject, filter)));
    expect(sums).toEqual(given.output);
    expect(onOutput(subject, scattered(subject, 0, given.stamps))).toEqual(given.partial);
  });
});

test('The stamps that reach a cell add up to it, in the order in which they are stamped', () => {
  for (const given of CASES) {
    const subject = subjectOf(given);
    const addends = given.output.map((rows, filter) =>
      rows.map((cells, row) => cells.map((_, column) => addendsAt(subject, { filter, row, column }))),
    );
    const sums = addends.map((rows) =>
      rows.map((cells) => cells.map((all) => all.reduce((sum, { product }) => sum + product, 0))),
    );
    const orders = addends.flat(2).map((all) => all.map(({ index }) => index));
    expect(sums).toEqual(given.output);
    expect(orders).toEqual(orders.map((order) => order.toSorted((one, other) => one - other)));
  }
});

test('A stamp is the kernel times one value, a stride away from its neighbour; padding cuts its rim', () => {
  const subject = subjectOf({
    ...(CASES[0] as (typeof CASES)[number]),
    input: [[[3, 5]]],
    kernel: [[[[1, 2]]]],
    stride: [1, 2],
    dilation: [1, 1],
    padding: [0, 0, 0, 1],
    output_padding: [0, 0],
    groups: 1,
    flip: false,
    output: [[[6, 5, 10]]],
  });
  const [first, second] = [0, 1].map((index) => stampOf(subject, 0, sourceOf(subject, index)));
  expect(first?.cells.map(({ column, product, kept }) => [column, product, kept])).toEqual([
    [-1, 3, false],
    [0, 6, true],
  ]);
  expect(second?.cells.map(({ column, product }) => [column, product])).toEqual([
    [1, 5],
    [2, 10],
  ]);
  expect(uncut(subject)).toEqual({ top: 0, left: -1, bottom: 1, right: 3 });
});

test('Channels stamp one after the other', () => {
  const subject = subjectOf(CASES.find(({ groups, input }) => groups === 1 && input.length === 2) ?? expect.fail());
  const { height, width } = subject.input;
  expect(sourceCount(subject, 0)).toBe(2 * height * width);
  expect(sourceOf(subject, height * width)).toEqual({ channel: 1, row: 0, column: 0 });
});

test('What is written is the output and every stamp, and no cell more; padding cuts what is not kept', () => {
  for (const given of CASES) {
    const subject = subjectOf(given);
    const { height, width } = subject.output;
    const stamps = Array.from({ length: sourceCount(subject, 0) }, (_, index) =>
      stampOf(subject, 0, sourceOf(subject, index)),
    );
    const boxes = [{ top: -given.padding[0], left: -given.padding[3], bottom: height, right: width }, ...stamps];
    expect(uncut(subject)).toEqual({
      top: Math.min(...boxes.map(({ top }) => top + 0)),
      left: Math.min(...boxes.map(({ left }) => left + 0)),
      bottom: Math.max(...boxes.map(({ bottom }) => bottom)),
      right: Math.max(...boxes.map(({ right }) => right)),
    });
    const kept = stamps.flatMap(({ cells }) => cells.filter((cell) => cell.kept)).length;
    expect(kept).toBe(given.counts.flat().reduce((sum, count) => sum + count, 0) * (given.kernel[0]?.length ?? 1));
  }
});
