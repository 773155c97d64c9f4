/**
 * Pooling computed in the browser, and its way back: what the page measures it computes here. It answers to torch
 * through `tests/golden/pooling.json`.
 */
import { membersOf } from './range.ts';
import type { Volume } from './volume.ts';
import type { Window } from './window.ts';

export type Pool = 'max' | 'avg' | 'sum' | 'min' | 'l2';

export interface Pooling {
  readonly pool: Pool;
  readonly rows: Window;
  readonly columns: Window;
  /** Whether an average divides by all cells of its window, or only by those of the input. */
  readonly countPadding: boolean;
}

/** One number for each window, channel by channel. */
export function pooled(input: Volume, pooling: Pooling): Volume {
  const windows = windowsOf(input, pooling);
  const [height, width] = [windows.rows.length, windows.columns.length];
  const planes = input.planes.map((plane) => {
    const output = new Float32Array(height * width);
    for (let at = 0; at < output.length; at++) output[at] = amountOf(plane, cellsAt(windows, at), pooling);
    return output;
  });
  return { planes, height, width };
}

/**
 * For every input cell the sum of what a gradient of 1 at each output (or at `only` one of them) brings it: all of it to
 * the first winner, equal shares of an average. The gradient of √Σx² is x / √Σx²; at nought, where it has none, 0.
 */
export function sharesOf(input: Volume, pooling: Pooling, only?: number): Volume {
  const windows = windowsOf(input, pooling);
  const count = windows.rows.length * windows.columns.length;
  const outputs = only === undefined ? Array.from({ length: count }, (_, at) => at) : [only];
  const planes = input.planes.map((plane) => {
    const shares = new Float32Array(plane.length);
    for (const at of outputs) giveBack(plane, cellsAt(windows, at), pooling, shares);
    return shares;
  });
  return { planes, height: input.height, width: input.width };
}

/** The cells of a picture moved right by `dx` and down by `dy`; what comes in repeats the edge. */
export function shifted({ planes, height, width }: Volume, dx: number, dy: number): Volume {
  const within = (place: number, length: number): number => Math.min(length - 1, Math.max(0, place));
  const moved = planes.map((plane) =>
    plane.map((_, at) => {
      const row = within(Math.floor(at / width) - dy, height);
      return plane[row * width + within((at % width) - dx, width)] as number;
    }),
  );
  return { planes: moved, height, width };
}

export interface Change {
  /** The share of the values that are not the same any more. */
  readonly share: number;
  /** The mean of how far the values moved. */
  readonly mean: number;
  /** How far each moved. */
  readonly map: Volume;
}

/** Values nearer to one another than this are the same: float32 rounds. */
const SAME = 1e-6;

export function changeBetween(one: Volume, other: Volume): Change {
  const planes = one.planes.map((plane, channel) =>
    plane.map((value, at) => {
      const difference = Math.abs(value - ((other.planes[channel] as Float32Array)[at] as number));
      return difference > SAME ? difference : 0;
    }),
  );
  const count = planes.length * one.height * one.width;
  let [changed, sum] = [0, 0];
  for (const plane of planes) {
    for (const difference of plane) {
      if (difference > 0) changed++;
      sum += difference;
    }
  }
  return { share: changed / count, mean: sum / count, map: { planes, height: one.height, width: one.width } };
}

/** The input coordinates in one output's window along an axis, without the padding, and how many there are with it. */
interface Reach {
  readonly inside: readonly number[];
  readonly all: number;
}

interface Windows {
  readonly rows: readonly Reach[];
  readonly columns: readonly Reach[];
  readonly across: number;
}

interface Cells {
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  readonly across: number;
  readonly all: number;
}

function windowsOf({ height, width }: Volume, { rows, columns }: Pooling): Windows {
  return { rows: reaches(rows, height), columns: reaches(columns, width), across: width };
}

function reaches(window: Window, n: number): Reach[] {
  return Array.from({ length: window.outputLength(n) }, (_, i) => {
    const taps = membersOf(window.taps(i));
    return { inside: taps.filter((place) => place >= 0 && place < n), all: taps.length };
  });
}

function cellsAt({ rows, columns, across }: Windows, at: number): Cells {
  const [row, column] = [rows[Math.floor(at / columns.length)] as Reach, columns[at % columns.length] as Reach];
  return { rows: row.inside, columns: column.inside, across, all: row.all * column.all };
}

function amountOf(plane: Float32Array, cells: Cells, { pool, countPadding }: Pooling): number {
  if (pool === 'max' || pool === 'min') return plane[winnerOf(plane, cells, pool)] as number;
  let sum = 0;
  for (const row of cells.rows) {
    for (const column of cells.columns) {
      const value = plane[row * cells.across + column] as number;
      sum += pool === 'l2' ? value * value : value;
    }
  }
  if (pool === 'l2') return Math.sqrt(sum);
  return pool === 'avg' ? sum / divisorOf(cells, countPadding) : sum;
}

/** The first among equal ones, as torch has it. */
function winnerOf(plane: Float32Array, { rows, columns, across }: Cells, pool: 'max' | 'min'): number {
  let best = (rows[0] as number) * across + (columns[0] as number);
  for (const row of rows) {
    for (const column of columns) {
      const place = row * across + column;
      const [value, so] = [plane[place] as number, plane[best] as number];
      if (pool === 'max' ? value > so : value < so) best = place;
    }
  }
  return best;
}

function divisorOf({ rows, columns, all }: Cells, countPadding: boolean): number {
  return countPadding ? all : rows.length * columns.length;
}

function giveBack(plane: Float32Array, cells: Cells, pooling: Pooling, shares: Float32Array): void {
  const { pool, countPadding } = pooling;
  const add = (place: number, share: number): void => {
    shares[place] = (shares[place] as number) + share;
  };
  if (pool === 'max' || pool === 'min') {
    add(winnerOf(plane, cells, pool), 1);
    return;
  }
  const even = pool === 'avg' ? 1 / divisorOf(cells, countPadding) : 1;
  const length = pool === 'l2' ? amountOf(plane, cells, pooling) : 0;
  for (const row of cells.rows) {
    for (const column of cells.columns) {
      const place = row * cells.across + column;
      add(place, pool !== 'l2' ? even : length === 0 ? 0 : (plane[place] as number) / length);
    }
  }
}
