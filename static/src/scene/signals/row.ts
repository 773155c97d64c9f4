/** A convolution of one row as signals: samples, weights and outputs, each with its place on the one axis n. */
import { borderedValue } from '../border.ts';
import type { ConvolutionSubject } from '../subject.ts';
import { read } from '../units.ts';

export interface Sample {
  readonly n: number;
  readonly value: number;
  /** Whether it is the signal's own, or the border's. */
  readonly inside: boolean;
}

export interface Row {
  readonly samples: readonly Sample[];
  /** k[0], k[1] … as they are written. */
  readonly weights: readonly number[];
  readonly outputs: readonly number[];
  /** The first and last place on the axis. */
  readonly first: number;
  readonly last: number;
  readonly flip: boolean;
  readonly dilation: number;
  readonly stride: number;
  readonly extent: number;
  /** Where the window of output `i` begins. */
  startOf(i: number): number;
  /** Where output `i` stands: under k[0], which is the window's last place where the kernel is turned. */
  placeOf(i: number): number;
}

export function rowOf(subject: ConvolutionSubject): Row {
  const { input, output, geometry, flip } = subject;
  const { before, after, dilation, stride, extent } = geometry.columns;
  const startOf = (i: number): number => i * stride - before;
  const placeOf = (i: number): number => startOf(i) + (flip ? extent - 1 : 0);
  const first = Math.min(0, -before);
  const last = Math.max(input.width - 1, input.width - 1 + after, placeOf(output.width - 1));
  const samples = Array.from({ length: input.width + before + after }, (_, index): Sample => {
    const n = index - before;
    const value = read(borderedValue(input, 0, 0, n, subject.border), subject.units);
    return { n, value, inside: n >= 0 && n < input.width };
  });
  return {
    samples,
    weights: (subject.kernel[0]?.[0]?.[0] ?? []).map(({ value }) => value),
    outputs: Array.from(output.planes[0] ?? [], (value) => read(value, subject.units)),
    first,
    last,
    flip,
    dilation,
    stride,
    extent,
    startOf,
    placeOf,
  };
}

/** Where k[m] lies when the window begins at `start`: turned by 0 … 1 about the window's middle. */
export function weightPlace(
  { extent, dilation }: Pick<Row, 'extent' | 'dilation'>,
  start: number,
  m: number,
  turn: number,
): number {
  const middle = (extent - 1) / 2;
  return start + middle + (m * dilation - middle) * Math.cos(Math.PI * turn);
}

/** The output whose place is nearest to a place on the axis. */
export function outputNear({ outputs, placeOf, stride }: Row, n: number): number {
  const i = Math.round((n - placeOf(0)) / stride);
  return Math.min(outputs.length - 1, Math.max(0, i));
}
