/** Exercises made by a number: one number, level and seat make the same exercise on every screen. */
import { wholeThrown } from '../../core/dice.ts';
import { numberOf, ZERO } from '../../core/numbers.ts';
import type { Place } from '../../scene/subject.ts';
import { geometryFor } from '../../state/operation.ts';
import type { ConvolutionQuestion, Pair, Plane } from '../../wire/question.ts';
import { VALID } from '../../wire/values.ts';

/** From easy to hard; each may use what the ones before it have. */
export const LEVELS = ['plain', 'stride', 'padding', 'dilation', 'channels', 'transposed'] as const;
export type Level = (typeof LEVELS)[number];

export const SUBJECTS = ['both', 'size', 'cell'] as const;
export type Subjects = (typeof SUBJECTS)[number];

/** What a link says of an exercise. Seat 0 is everybody's. */
export interface Posing {
  readonly number: number;
  readonly level: Level;
  readonly about: Subjects;
  readonly seat: number;
}

export interface Posed {
  readonly question: ConvolutionQuestion;
  /** The size of the output, or one of its cells. */
  readonly asks: 'size' | Place;
}

type Throw = (low: number, high: number, ...what: readonly number[]) => number;

/** What is thrown for; numbers that must differ, and never change. */
const FOR = {
  kernel: 1,
  stride: 2,
  padding: 3,
  dilation: 4,
  input: 5,
  channels: 6,
  filters: 7,
  asks: 8,
  cell: 9,
} as const;
const CELLS = 10;
const WEIGHTS = 11;

/** The sizes of an exercise, [rows, columns] each. */
interface Sizes {
  readonly kernel: readonly [number, number];
  readonly input: readonly [number, number];
  readonly stride: number;
  readonly padding: number;
  readonly dilation: number;
  readonly outputPadding: number;
  readonly channels: number;
  readonly filters: number;
}

export function exerciseOf({ number, level, about, seat }: Posing): Posed {
  const thrown: Throw = (low, high, ...what) => wholeThrown(low, high, seat, LEVELS.indexOf(level), number, ...what);
  const sizes = level === 'transposed' ? transposedSizes(thrown) : windowSizes(level, thrown);
  const question = questionOf(sizes, level === 'transposed', thrown);
  const asks = about === 'both' ? (thrown(0, 1, FOR.asks) === 0 ? 'size' : 'cell') : about;
  return { question, asks: asks === 'size' ? 'size' : cellOf(question, sizes, thrown) };
}

/** The input is at least as long as the window, so that every exercise has an answer. */
function windowSizes(level: Level, thrown: Throw): Sizes {
  const reached = LEVELS.indexOf(level);
  const has = (one: Level): boolean => reached >= LEVELS.indexOf(one);
  const isDeep = level === 'channels';
  const kernel = kernelOf(thrown, isDeep ? 2 : 3);
  const dilation = level === 'dilation' ? 2 : 1;
  const stride = level === 'stride' ? thrown(2, 3, FOR.stride) : has('stride') ? thrown(1, 2, FOR.stride) : 1;
  const least = level === 'padding' ? 1 : 0;
  const padding = has('padding') ? thrown(least, Math.min(...kernel) - 1, FOR.padding) : 0;
  const input = kernel.map((size, axis) => {
    const extent = dilation * (size - 1) + 1;
    return Math.max(2, extent + thrown(isDeep ? 1 : stride, isDeep ? 2 : 3, FOR.input, axis) - padding);
  });
  return {
    kernel,
    input: [input[0] as number, input[1] as number],
    stride,
    padding,
    dilation,
    outputPadding: 0,
    channels: isDeep ? thrown(2, 3, FOR.channels) : 1,
    filters: isDeep ? thrown(1, 2, FOR.filters) : 1,
  };
}

function transposedSizes(thrown: Throw): Sizes {
  const kernel = kernelOf(thrown, 3);
  const stride = thrown(1, 2, FOR.stride);
  return {
    kernel,
    input: [thrown(2, 3, FOR.input, 0), thrown(2, 3, FOR.input, 1)],
    stride,
    padding: thrown(0, 1, FOR.padding),
    dilation: 1,
    outputPadding: thrown(0, stride - 1, FOR.dilation),
    channels: 1,
    filters: 1,
  };
}

/** Square, and every third time not. */
function kernelOf(thrown: Throw, most: number): [number, number] {
  const rows = thrown(2, most, FOR.kernel, 0);
  const isSquare = thrown(0, 2, FOR.kernel, 1) > 0;
  return [rows, isSquare ? rows : thrown(2, most, FOR.kernel, 2)];
}

function questionOf(sizes: Sizes, transposed: boolean, thrown: Throw): ConvolutionQuestion {
  const both = (count: number): Pair => ({ rows: count, columns: count });
  const plane = ([rows, columns]: readonly [number, number], low: number, high: number, ...which: number[]): Plane =>
    Array.from({ length: rows }, (_, row) =>
      Array.from({ length: columns }, (__, column) => numberOf(thrown(low, high, ...which, row, column))),
    );
  const { input, kernel, channels, filters, padding } = sizes;
  return {
    op: 'convolution',
    subject: { kind: 'grid', grid: Array.from({ length: channels }, (_, c) => plane(input, 0, 3, CELLS, c)) },
    kernel: Array.from({ length: filters }, (_, f) =>
      Array.from({ length: channels }, (__, c) => ({
        kind: 'written' as const,
        rows: plane(kernel, -1, 2, WEIGHTS, f, c),
      })),
    ),
    stride: both(sizes.stride),
    dilation: both(sizes.dilation),
    padding: padding === 0 ? VALID : { kind: 'cells', top: padding, right: padding, bottom: padding, left: padding },
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
