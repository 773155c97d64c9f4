/** A transposed convolution, and its weights as its stamps carry them. */
import type { TransposedWindow } from '../../core/geometry.ts';
import type { WrittenNumber } from '../../core/numbers.ts';
import type { ConvolutionSubject, Subject } from '../subject.ts';
import { channelsSeen } from '../workings.ts';

/** A window for the rows and one for the columns, both of them scattering. */
export interface TransposedGeometry {
  readonly transposed: true;
  readonly rows: TransposedWindow;
  readonly columns: TransposedWindow;
}

export type TransposedSubject = ConvolutionSubject & { readonly geometry: TransposedGeometry };

/** An input cell; `channel` counts the channels that the filter sees. */
export interface Source {
  readonly channel: number;
  readonly row: number;
  readonly column: number;
}

export function asTransposed(subject: Subject | null): TransposedSubject | null {
  if (subject?.operation !== 'convolution' || !subject.geometry.transposed) return null;
  return { ...subject, geometry: subject.geometry };
}

/** The weight in row and column of the stamp: of the kernel as it is written, or turned where `flip` asks for that. */
export function stampWeight(
  { kernel, flip }: TransposedSubject,
  filter: number,
  channel: number,
  row: number,
  column: number,
): WrittenNumber {
  const plane = kernel[filter]?.[channel];
  const weight = flip ? plane?.at(-1 - row)?.at(-1 - column) : plane?.[row]?.[column];
  if (weight === undefined) throw new RangeError(`Filter ${filter} has no weight [${row}, ${column}].`);
  return weight;
}

/** The weight in row and column of the window that gathers: the stamp turned by 180°. */
export function windowWeight(subject: TransposedSubject, filter: number, channel: number, row: number, column: number) {
  const { rows, columns } = subject.geometry;
  return stampWeight(subject, filter, channel, rows.size - 1 - row, columns.size - 1 - column);
}

/** The plane of the input that a filter sees as its channel. */
export function inputChannel(subject: TransposedSubject, filter: number, channel: number): number {
  const seen = channelsSeen(subject, filter)[channel];
  if (seen === undefined) throw new RangeError(`Filter ${filter} sees no channel ${channel}.`);
  return seen;
}

export function channelCount({ kernel }: TransposedSubject, filter: number): number {
  return kernel[filter]?.length ?? 0;
}

/** Input cells in the order in which they stamp: row by row, and channel by channel. */
export function sourceOf({ input }: TransposedSubject, index: number): Source {
  const inPlane = index % (input.height * input.width);
  return {
    channel: Math.floor(index / (input.height * input.width)),
    row: Math.floor(inPlane / input.width),
    column: inPlane % input.width,
  };
}

export function indexOf({ input }: TransposedSubject, { channel, row, column }: Source): number {
  return (channel * input.height + row) * input.width + column;
}

export function sourceCount(subject: TransposedSubject, filter: number): number {
  return channelCount(subject, filter) * subject.input.height * subject.input.width;
}
