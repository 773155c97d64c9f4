import { describe, expect, test } from 'vitest';
import { activated } from '../src/core/activation.ts';
import { ValueScale } from '../src/core/colour.ts';
import { outputShape } from '../src/core/geometry.ts';
import { evaluate, expressionAt } from '../src/scene/expression.ts';
import { product } from '../src/scene/matrix.ts';
import { type ConvolutionSubject, positionsOf } from '../src/scene/subject.ts';
import { flattenedInput, toeplitzOf } from '../src/scene/toeplitz.ts';
import { unrolledOf } from '../src/scene/unrolled.ts';
import { gridOf, volumeOf } from '../src/scene/volume.ts';
import { workingsAt } from '../src/scene/workings.ts';
import { filtersFor, geometryFor } from '../src/state/operation.ts';
import { readQuestion } from '../src/wire/question.ts';
import { golden } from './golden.ts';

type Case = readonly [
  query: string,
  shape: readonly [filters: number, height: number, width: number],
  values: number[],
];

const CASES = golden<readonly Case[]>('arithmetic');
const SCALE = new ValueScale('min-max', 0, 1);
const SUBJECTS = CASES.map(subjectOf);

/** What the page makes of a link, with torch's output in the place of the server's. */
function subjectOf([query, [, height, width], values]: Case): ConvolutionSubject {
  const question = readQuestion(query, 'convolution');
  if (question.subject.kind !== 'grid') throw new RangeError('The settings are grids.');
  const planes = question.kernel.map((filter) =>
    filter.map((plane) => {
      if (plane.kind !== 'written') throw new RangeError('The settings write their weights out.');
      return plane.rows;
    }),
  );
  const input = gridOf(...question.subject.grid.map((rows) => rows.map((row) => row.map(({ value }) => value))));
  const filters = filtersFor(planes, question.groups, input.planes.length);
  const cells = height * width;
  return {
    operation: 'convolution',
    input,
    output: volumeOf(
      filters.planes.map((_, filter) => Float32Array.from(values.slice(filter * cells, (filter + 1) * cells))),
      height,
      width,
    ),
    geometry: geometryFor(question, planes),
    inputScale: SCALE,
    outputScale: SCALE,
    units: 'values',
    kernel: filters.planes,
    groups: filters.groups,
    border: question.border,
    flip: question.flip,
    bias: question.bias.map(({ value }) => value),
    activation: question.activation,
  };
}

/** The first cases that are not as they should be: one message for five hundred. */
function failing(isRight: (subject: ConvolutionSubject, ours: Case) => boolean): string[] {
  return CASES.filter((one, index) => !isRight(SUBJECTS[index] as ConvolutionSubject, one))
    .map(([query]) => query)
    .slice(0, 5);
}

function isNear(one: number, other: number): boolean {
  return Math.abs(one - other) <= 1e-5 * Math.max(1, Math.abs(other));
}

/** Sums as they come out of a matrix, with the bias and the activation that follow. */
function finished({ bias, activation, output }: ConvolutionSubject, sums: Float64Array): Float64Array {
  const cells = output.height * output.width;
  return sums.map((sum, at) =>
    activated(sum + ((bias.length > 1 ? bias[Math.floor(at / cells)] : bias[0]) ?? 0), activation),
  );
}

describe('In 500 settings, as torch has it,', () => {
  test('the output has its shape', () => {
    const shapes = ({ geometry, input, kernel }: ConvolutionSubject) => [
      kernel.length,
      ...outputShape(geometry, input.height, input.width),
    ];
    expect(CASES).toHaveLength(500);
    expect(failing((subject, [, shape]) => shapes(subject).join() === shape.join())).toEqual([]);
  });

  test('the terms of every cell add up to its number', () => {
    const isRight = (subject: ConvolutionSubject) =>
      everyPosition(subject, (position) => {
        const [{ channels, bias, value, raw, agrees }] = workingsAt(subject, position).results;
        const sum = channels.flatMap(({ terms }) => terms).reduce((all, { product: term }) => all + term, 0);
        return agrees && isNear(activated(sum + bias, subject.activation), raw) && isNear(value, raw);
      });
    expect(failing(isRight)).toEqual([]);
  });

  test.each(['letters', 'abc'] as const)('the expression of every cell in %s is worth its number', (style) => {
    const isRight = (subject: ConvolutionSubject, [, , values]: Case) =>
      everyPosition(subject, (position) =>
        isNear(evaluate(expressionAt(subject, position, style), subject, style), values[position] as number),
      );
    expect(failing(isRight)).toEqual([]);
  });

  test('the kernel times the patches is the output', () => {
    const isRight = (subject: ConvolutionSubject, [, , values]: Case) =>
      finished(subject, unrolledOf(subject).product.values).every((value, at) => isNear(value, values[at] as number));
    expect(failing(isRight)).toEqual([]);
  });

  test('the Toeplitz matrix times the flattened input is the output', () => {
    const isRight = (subject: ConvolutionSubject, [, , values]: Case) =>
      finished(subject, product(toeplitzOf(subject).matrix, flattenedInput(subject)).values).every((value, at) =>
        isNear(value, values[at] as number),
      );
    expect(failing(isRight)).toEqual([]);
  });
});

function everyPosition(subject: ConvolutionSubject, isRight: (position: number) => boolean): boolean {
  return Array.from({ length: positionsOf(subject) }, (_, position) => position).every(isRight);
}
