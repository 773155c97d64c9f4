/**
 * A transposed convolution as people compute it: every input cell stamps value × kernel onto the output, a stride
 * further than its neighbour, and what lies on one cell is added up. Padding then cuts the rim away.
 * In the units that are read.
 */
import type { Cells } from '../panel.ts';
import { type Place, tapsOf } from '../subject.ts';
import { read, writtenWeight } from '../units.ts';
import { valueAt } from '../volume.ts';
import {
  channelCount,
  indexOf,
  inputChannel,
  type Source,
  sourceCount,
  sourceOf,
  stampWeight,
  type TransposedSubject,
} from './transposed-subject.ts';

/** One product of a stamp, where it lands: cut away where that is not on the output. */
export interface StampCell {
  readonly row: number;
  readonly column: number;
  readonly weight: number;
  readonly weightText: string;
  readonly product: number;
  readonly kept: boolean;
}

export interface Stamp extends Cells {
  readonly source: Source;
  readonly value: number;
  /** The value in the units of the input. */
  readonly raw: number;
  /** Weight by weight in reading order. */
  readonly cells: readonly StampCell[];
}

/** Sums of stamps on every cell that a stamp can reach, and on the output padding. */
export interface Written extends Cells {
  /** Row by row from `top` and `left` on. */
  readonly sums: Float64Array;
  /** How many products each cell has got. */
  readonly counts: Uint16Array;
}

/** A stamp on one output cell: what it adds there. */
export interface Addend {
  readonly source: Source;
  readonly index: number;
  readonly value: number;
  readonly raw: number;
  readonly weightRow: number;
  readonly weightColumn: number;
  readonly weight: number;
  readonly weightText: string;
  readonly product: number;
}

/** All that an input cell stamps, gaps of a dilation left out. */
export function stampOf(subject: TransposedSubject, filter: number, source: Source): Stamp {
  const { geometry, input, output, units } = subject;
  const { rows, columns } = geometry;
  const raw = valueAt(input, inputChannel(subject, filter, source.channel), source.row, source.column);
  const value = read(raw, units);
  const top = source.row * rows.stride - rows.before;
  const left = source.column * columns.stride - columns.before;
  const cells = Array.from({ length: rows.size * columns.size }, (_, index): StampCell => {
    const [a, b] = [Math.floor(index / columns.size), index % columns.size];
    const [row, column] = [top + a * rows.dilation, left + b * columns.dilation];
    const weight = stampWeight(subject, filter, source.channel, a, b);
    const kept = row >= 0 && row < output.height && column >= 0 && column < output.width;
    return {
      row,
      column,
      weight: weight.value,
      weightText: writtenWeight(weight),
      product: value * weight.value,
      kept,
    };
  });
  return { source, value, raw, cells, top, left, bottom: top + rows.extent, right: left + columns.extent };
}

/** Every cell that is written to before padding cuts, in coordinates of the output: negative before its first cell. */
export function uncut({ geometry: { rows, columns }, input, output }: TransposedSubject): Cells {
  return {
    top: 0 - rows.before,
    left: 0 - columns.before,
    bottom: Math.max(output.height, (input.height - 1) * rows.stride + rows.extent - rows.before),
    right: Math.max(output.width, (input.width - 1) * columns.stride + columns.extent - columns.before),
  };
}

/** What the first so many stamps of a filter add up to; all of them without a number. No bias, no activation. */
export function scattered(subject: TransposedSubject, filter: number, stamps = sourceCount(subject, filter)): Written {
  const room = uncut(subject);
  const cells = (room.right - room.left) * (room.bottom - room.top);
  const written: Written = { ...room, sums: new Float64Array(cells), counts: new Uint16Array(cells) };
  for (let index = 0; index < stamps; index++) addTo(written, stampOf(subject, filter, sourceOf(subject, index)).cells);
  return written;
}

/** Adds products to the cells where they land. */
export function addTo({ sums, counts, top, left, right }: Written, cells: readonly StampCell[]): void {
  for (const { row, column, product } of cells) {
    const at = (row - top) * (right - left) + column - left;
    sums[at] = (sums[at] as number) + product;
    counts[at] = (counts[at] as number) + 1;
  }
}

/** The stamps that reach an output cell, channel by channel, in the order in which they are stamped. */
export function addendsAt(subject: TransposedSubject, place: Place): Addend[] {
  const { rows, columns } = tapsOf(subject, place);
  const { filter } = place;
  const channels = Array.from({ length: channelCount(subject, filter) }, (_, channel) => channel);
  return channels.flatMap((channel) =>
    rows.inputs.flatMap((row, y) =>
      columns.inputs.map((column, x): Addend => {
        const source = { channel, row, column };
        const [weightRow, weightColumn] = [rows.weights[y] as number, columns.weights[x] as number];
        const weight = stampWeight(subject, filter, channel, weightRow, weightColumn);
        const raw = valueAt(subject.input, inputChannel(subject, filter, channel), row, column);
        const value = read(raw, subject.units);
        return {
          source,
          index: indexOf(subject, source),
          value,
          raw,
          weightRow,
          weightColumn,
          weight: weight.value,
          weightText: writtenWeight(weight),
          product: value * weight.value,
        };
      }),
    ),
  );
}
