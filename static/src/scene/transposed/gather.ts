/**
 * The same transposed convolution as an ordinary one, seen from the output: s − 1 zeros between the input's cells, a
 * ring of k − 1 − p zeros around them, and the kernel turned by 180° moving over it one cell at a time.
 */
import type { Sides, TransposedWindow } from '../../core/geometry.ts';
import type { Cells } from '../panel.ts';
import type { Place } from '../subject.ts';
import { read, writtenWeight } from '../units.ts';
import { valueAt } from '../volume.ts';
import {
  inputChannel,
  type Source,
  type TransposedGeometry,
  type TransposedSubject,
  windowWeight,
} from './transposed-subject.ts';

/** A value of the input, a zero stuffed between two of them, or one of the ring around. */
export type CellKind = 'value' | 'between' | 'ring';

/**
 * The input with zeros stuffed in. Coordinates start at its first value, so value j stands at j · stride. The ring is
 * negative where the padding is more than k − 1: then it cuts values off.
 */
export interface Stuffed extends Cells {
  /** The height and width of values and the zeros between them. */
  readonly rows: number;
  readonly columns: number;
  readonly ring: Sides;
}

/** One weight of the window over one cell. */
export interface GatherTerm {
  readonly row: number;
  readonly column: number;
  readonly kind: CellKind;
  readonly source: Source | null;
  readonly value: number;
  readonly weight: number;
  readonly weightText: string;
  readonly product: number;
}

/** The window of one output cell: all its terms in reading order. */
export interface Gathered extends Cells {
  readonly terms: readonly GatherTerm[];
  readonly sum: number;
}

export function stuffedOf({ rows, columns }: TransposedGeometry, height: number, width: number): Stuffed {
  const [top, bottom] = ringOf(rows);
  const [left, right] = ringOf(columns);
  const [down, across] = [(height - 1) * rows.stride + 1, (width - 1) * columns.stride + 1];
  return {
    rows: down,
    columns: across,
    ring: [top, right, bottom, left],
    top: 0 - top,
    left: 0 - left,
    bottom: down + bottom,
    right: across + right,
  };
}

/** The zeros around, before and after: output padding adds to those after. */
function ringOf({ extent, before, after, outputPadding }: TransposedWindow): [number, number] {
  return [extent - 1 - before, extent - 1 - after + outputPadding];
}

/** Which input cell stands at a place of the stuffed input, if any. */
export function sourceAt({ geometry, input }: TransposedSubject, channel: number, row: number, column: number) {
  const { rows, columns } = geometry;
  const [y, x] = [row / rows.stride, column / columns.stride];
  const isThere = Number.isInteger(y) && Number.isInteger(x) && y >= 0 && x >= 0 && y < input.height && x < input.width;
  return isThere ? { channel, row: y, column: x } : null;
}

export function kindAt({ rows, columns }: Stuffed, { stride }: Strides, row: number, column: number): CellKind {
  if (row < 0 || column < 0 || row >= rows || column >= columns) return 'ring';
  return row % stride[0] === 0 && column % stride[1] === 0 ? 'value' : 'between';
}

export interface Strides {
  readonly stride: readonly [rows: number, columns: number];
}

export function stridesOf({ rows, columns }: TransposedGeometry): Strides {
  return { stride: [rows.stride, columns.stride] };
}

/** The cells that the window of an output cell spans, gaps included: one further for each output cell. */
export function windowAt({ rows, columns }: TransposedGeometry, { row, column }: Place): Cells {
  const top = row + rows.before - rows.extent + 1;
  const left = column + columns.before - columns.extent + 1;
  return { top, left, bottom: top + rows.extent, right: left + columns.extent };
}

/** The output cell whose window has a cell of the stuffed input in its middle; the nearest there is. */
export function outputUnder({ geometry, output }: TransposedSubject, row: number, column: number) {
  const along = ({ before, extent }: TransposedWindow, at: number, n: number): number =>
    Math.min(n - 1, Math.max(0, at - before + extent - 1 - Math.floor((extent - 1) / 2)));
  return { row: along(geometry.rows, row, output.height), column: along(geometry.columns, column, output.width) };
}

/** One channel's window on one output cell: an ordinary convolution's products, those with zeros too. */
export function gatheredAt(subject: TransposedSubject, channel: number, place: Place): Gathered {
  const { geometry, input } = subject;
  const { rows, columns } = geometry;
  const stuffed = stuffedOf(geometry, input.height, input.width);
  const window = windowAt(geometry, place);
  const plane = inputChannel(subject, place.filter, channel);
  const terms = Array.from({ length: rows.size * columns.size }, (_, index): GatherTerm => {
    const [a, b] = [Math.floor(index / columns.size), index % columns.size];
    const [row, column] = [window.top + a * rows.dilation, window.left + b * columns.dilation];
    const source = sourceAt(subject, channel, row, column);
    const value = source ? read(valueAt(input, plane, source.row, source.column), subject.units) : 0;
    const weight = windowWeight(subject, place.filter, channel, a, b);
    const kind = kindAt(stuffed, stridesOf(geometry), row, column);
    return {
      row,
      column,
      kind,
      source,
      value,
      weight: weight.value,
      weightText: writtenWeight(weight),
      product: source ? value * weight.value : 0,
    };
  });
  return { ...window, terms, sum: terms.reduce((sum, { product }) => sum + product, 0) };
}
