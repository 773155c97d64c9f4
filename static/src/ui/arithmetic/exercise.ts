/** Exercises made by a number: one number, level, seed and seat make the same exercise on every screen. */
import { wholeThrown } from '../../core/dice.ts';
import { numberOf, ZERO } from '../../core/numbers.ts';
import type { Place } from '../../scene/subject.ts';
import { geometryFor } from '../../state/operation.ts';
import type { ConvolutionQuestion, Padding, Pair, Plane } from '../../wire/question.ts';
import { VALID } from '../../wire/values.ts';
import { FOR, type Level, type Sizes, sizesOf, type Throw } from './exercise-sizes.ts';

export const SUBJECTS = ['both', 'size', 'cell'] as const;
export type Subjects = (typeof SUBJECTS)[number];

/** What a link says of an exercise. */
export interface Posing {
  readonly number: number;
  readonly level: Level;
  readonly about: Subjects;
  /** Another seed, other exercises; 1 is the usual one. */
  readonly seed: number;
  /** Whether everybody has the same, or every seat its own. */
  readonly seats: 'same' | 'own';
  /** 0 where everybody has the same, and until a seat has told its number. */
  readonly seat: number;
}

export const FIRST: Posing = { number: 1, level: 'plain', about: 'both', seed: 1, seats: 'same', seat: 0 };

export interface Posed {
  readonly question: ConvolutionQuestion;
  /** The size of the output, or one of its cells. */
  readonly asks: 'size' | Place;
}

/** What a level throws with: as old as the links that pose it, so it never changes. */
const SALT: Readonly<Record<Level, number>> = {
  plain: 0,
  stride: 1,
  padding: 2,
  dilation: 3,
  channels: 4,
  transposed: 5,
  row: 6,
  sides: 7,
};

export function exerciseOf({ number, level, about, seed, seat }: Posing): Posed {
  const from = seed === FIRST.seed ? [seat] : [-1 - seed, seat];
  const thrown: Throw = (low, high, ...what) => wholeThrown(low, high, ...from, SALT[level], number, ...what);
  const sizes = sizesOf(level, thrown);
  const question = questionOf(sizes, level === 'transposed', thrown);
  const asks = about === 'both' ? (thrown(0, 1, FOR.asks) === 0 ? 'size' : 'cell') : about;
  return { question, asks: asks === 'size' ? 'size' : cellOf(question, sizes, thrown) };
}

/** Whether an exercise has but one row. */
export function isRow({ subject, kernel }: ConvolutionQuestion): boolean {
  const plane = kernel[0]?.[0];
  return (
    subject.kind === 'grid' && subject.grid[0]?.length === 1 && plane?.kind === 'written' && plane.rows.length === 1
  );
}

function questionOf(sizes: Sizes, transposed: boolean, thrown: Throw): ConvolutionQuestion {
  const plane = ([rows, columns]: readonly [number, number], low: number, high: number, ...which: number[]): Plane =>
    Array.from({ length: rows }, (_, row) =>
      Array.from({ length: columns }, (__, column) => numberOf(thrown(low, high, ...which, row, column))),
    );
  const { input, kernel, channels, filters } = sizes;
  return {
    op: 'convolution',
    subject: { kind: 'grid', grid: Array.from({ length: channels }, (_, c) => plane(input, 0, 3, FOR.cells, c)) },
    kernel: Array.from({ length: filters }, (_, f) =>
      Array.from({ length: channels }, (__, c) => ({
        kind: 'written' as const,
        rows: plane(kernel, -1, 2, FOR.weights, f, c),
      })),
    ),
    stride: { rows: sizes.stride[0], columns: sizes.stride[1] },
    dilation: both(sizes.dilation),
    padding: paddingOf(sizes.padding),
    outputPadding: both(sizes.outputPadding),
    border: 'zeros',
    groups: 1,
    flip: false,
    transposed,
    bias: [ZERO],
    activation: 'none',
    values: 'auto',
  };
}

function both(count: number): Pair {
  return { rows: count, columns: count };
}

function paddingOf(padding: Sizes['padding']): Padding {
  if (padding === 'same') return { kind: 'keyword', keyword: 'same' };
  const [top, right, bottom, left] = padding;
  return padding.every((ring) => ring === 0) ? VALID : { kind: 'cells', top, right, bottom, left };
}

function cellOf(question: ConvolutionQuestion, { input, filters }: Sizes, thrown: Throw): Place {
  const geometry = geometryFor(question, planesOf(question));
  const [height, width] = [geometry.rows.outputLength(input[0]), geometry.columns.outputLength(input[1])];
  return {
    filter: thrown(0, filters - 1, FOR.cell, 0),
    row: thrown(0, height - 1, FOR.cell, 1),
    column: thrown(0, width - 1, FOR.cell, 2),
  };
}

/** The kernel of an exercise in numbers: it is always written out. */
export function planesOf({ kernel }: ConvolutionQuestion): Plane[][] {
  return kernel.map((filter) => filter.map((plane) => (plane.kind === 'written' ? plane.rows : [])));
}
