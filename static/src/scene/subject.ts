/** What the stage is about: an operation with its input, its output, and how both are shown. */
import type { Activation } from '../core/activation.ts';
import type { Border } from '../core/border.ts';
import type { ValueScale } from '../core/colour.ts';
import { type Geometry, lengthOf, membersOf, type Range } from '../core/geometry.ts';
import type { WrittenNumber } from '../core/numbers.ts';
import type { Units, Volume } from './volume.ts';

export type KernelPlane = readonly (readonly WrittenNumber[])[];
export type Pool = 'max' | 'avg' | 'sum' | 'min' | 'l2';

interface Shown {
  readonly input: Volume;
  /** The server's answer: the numbers that are shown for the output. */
  readonly output: Volume;
  readonly geometry: Geometry;
  readonly inputScale: ValueScale;
  readonly outputScale: ValueScale;
  readonly units: Units;
}

export interface ConvolutionSubject extends Shown {
  readonly operation: 'convolution';
  /** [filter][input channel of its group][row][column], as the question writes it. */
  readonly kernel: readonly (readonly KernelPlane[])[];
  /** The input channels that are drawn, where there are too many for all of them. */
  readonly drawn?: readonly number[];
  readonly border: Border;
  readonly groups: number;
  readonly flip: boolean;
  readonly bias: readonly number[];
  readonly activation: Activation;
}

export interface PoolingSubject extends Shown {
  readonly operation: 'pooling';
  readonly pool: Pool;
  readonly countPadding: boolean;
}

export type Subject = ConvolutionSubject | PoolingSubject;

/** One output cell; in a colour picture all three planes of it are made at once, and `filter` is 0. */
export interface Place {
  readonly filter: number;
  readonly row: number;
  readonly column: number;
}

/** Red, green and blue filtered each on its own are one picture, not three. */
export function isColour({ input, output, ...subject }: Subject): boolean {
  if (input.planes.length !== 3 || output.planes.length !== 3 || subject.units !== 'levels') return false;
  return subject.operation === 'pooling' || subject.groups === 3;
}

/** How many output positions the timeline visits. */
export function positionsOf(subject: Subject): number {
  const { planes, height, width } = subject.output;
  return (isColour(subject) ? 1 : planes.length) * height * width;
}

export function placeOf({ output }: Subject, position: number): Place {
  const { height, width } = output;
  const inPlane = position % (height * width);
  return {
    filter: Math.floor(position / (height * width)),
    row: Math.floor(inPlane / width),
    column: inPlane % width,
  };
}

export function positionOf({ output }: Subject, { filter, row, column }: Place): number {
  return (filter * output.height + row) * output.width + column;
}

/** The input coordinates that make one output along an axis, and the weight that each of them meets. */
export interface Taps {
  readonly inputs: readonly number[];
  readonly weights: readonly number[];
  /** From the first to behind the last, gaps included. */
  readonly span: Range;
}

export function tapsOf(subject: Subject, { row, column }: Place): { rows: Taps; columns: Taps } {
  const { geometry, input } = subject;
  if (geometry.transposed) {
    return {
      rows: gathered(geometry.rows.contributions(row, input.height)),
      columns: gathered(geometry.columns.contributions(column, input.width)),
    };
  }
  const taps = (window: typeof geometry.rows, i: number): Taps => {
    const inputs = membersOf(window.taps(i));
    return { inputs, weights: inputs.map((_, k) => k), span: window.span(i) };
  };
  return { rows: taps(geometry.rows, row), columns: taps(geometry.columns, column) };
}

/** The outputs that an input cell takes part in. */
export function outputsOf(
  { geometry, input }: Subject,
  row: number,
  column: number,
): { rows: number[]; columns: number[] } {
  return {
    rows: geometry.rows.outputsOfInput(row, input.height),
    columns: geometry.columns.outputsOfInput(column, input.width),
  };
}

/** How many terms a calculation has at most along each axis. */
export function termsOf({ geometry }: Subject): [rows: number, columns: number] {
  const most = ({ size, stride, dilation }: { size: number; stride: number; dilation: number }): number => {
    const met = stride / greatestCommonDivisor(stride, dilation);
    return geometry.transposed ? lengthOf({ start: 0, stop: size, step: met }) : size;
  };
  return [most(geometry.rows), most(geometry.columns)];
}

function gathered(pairs: readonly (readonly [input: number, weight: number])[]): Taps {
  const inputs = pairs.map(([input]) => input);
  const start = inputs[0] ?? 0;
  const stop = inputs.length > 0 ? (inputs.at(-1) as number) + 1 : start;
  return { inputs, weights: pairs.map(([, weight]) => weight), span: { start, stop, step: 1 } };
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
