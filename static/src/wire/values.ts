/**
 * The small values of the grammar, the twin of `app/wire/values.py`: each reads from text, writes its one canonical
 * form, and refuses with a RangeError that says why. The question puts the parameter's name to it.
 */
import { readNumber, type WrittenNumber } from '../core/numbers.ts';
import { shortened } from './query.ts';

/** One value for rows and one for columns. */
export interface Pair {
  readonly rows: number;
  readonly columns: number;
}

/** Windows by the size of the output that they make; 1 by 1 is `global`, one window over everything. */
export interface Adaptive {
  readonly outputs: Pair;
}

/** A pooling's window by its own size, or by its output's. */
export type PoolWindow = Pair | Adaptive;

export type Padding =
  | { readonly kind: 'keyword'; readonly keyword: 'valid' | 'same' | 'full' }
  | {
      readonly kind: 'cells';
      readonly top: number;
      readonly right: number;
      readonly bottom: number;
      readonly left: number;
    };

/** Rows of numbers, all of one length. */
export type Plane = readonly (readonly WrittenNumber[])[];

/** Channels of rows of numbers, all of one shape. */
export type Grid = readonly Plane[];

export const VALID: Padding = { kind: 'keyword', keyword: 'valid' };

const LARGEST_GRID = 64;
const MOST_CHANNELS = 64;
const MOST_PADDING = 512;
const ADAPTIVE = 'adaptive:';
/** The longest sides of a window, and of an output that its windows follow. */
export const LARGEST_WINDOW = 64;
export const LARGEST_ADAPTIVE = 512;

export function readWhole(text: string, lowest: number, highest: number): number {
  if (!/^[0-9]{1,6}$/.test(text) || Number(text) < lowest || Number(text) > highest) {
    throw new RangeError(`${shortened(text)} is not a whole number from ${lowest} to ${highest}.`);
  }
  return Number(text);
}

export function readFlag(text: string): boolean {
  if (text !== '0' && text !== '1') throw new RangeError(`${shortened(text)} is neither 0 nor 1.`);
  return text === '1';
}

export function readChoice<T extends string>(text: string, choices: readonly T[]): T {
  const chosen = choices.find((choice) => choice === text);
  if (chosen !== undefined) return chosen;
  const listed = `${choices.slice(0, -1).join(', ')} or ${choices.at(-1)}`;
  throw new RangeError(`${shortened(text)} is not known here; choose ${listed}.`);
}

/** `2` for both, or `rows,columns`. */
export function readPair(text: string, lowest: number, highest: number): Pair {
  const parts = text.split(',');
  if (parts.length > 2) {
    throw new RangeError(`${shortened(text)} has ${parts.length} values; give one for both, or two: rows,columns.`);
  }
  const [rows = 0, columns = rows] = parts.map((part) => readWhole(part, lowest, highest));
  return { rows, columns };
}

export function writePair({ rows, columns }: Pair): string {
  return rows === columns ? `${rows}` : `${rows},${columns}`;
}

/** A window's sides; or `global`, or `adaptive:` and the output's sides. */
export function readWindow(text: string): PoolWindow {
  if (text === 'global') return { outputs: { rows: 1, columns: 1 } };
  if (!text.startsWith(ADAPTIVE)) return readPair(text, 1, LARGEST_WINDOW);
  return { outputs: readPair(text.slice(ADAPTIVE.length), 1, LARGEST_ADAPTIVE) };
}

export function writeWindow(window: PoolWindow): string {
  if (!isAdaptive(window)) return writePair(window);
  const { rows, columns } = window.outputs;
  return rows === 1 && columns === 1 ? 'global' : `${ADAPTIVE}${writePair(window.outputs)}`;
}

export function isAdaptive(window: PoolWindow): window is Adaptive {
  return 'outputs' in window;
}

/** A keyword, or cells: one number, `rows,columns` or `top,right,bottom,left`; none at all is `valid`. */
export function readPadding(text: string): Padding {
  if (text === 'valid' || text === 'same' || text === 'full') return { kind: 'keyword', keyword: text };
  const parts = text.split(',');
  if (!parts.every((part) => /^[0-9]{1,6}$/.test(part) && Number(part) <= MOST_PADDING)) {
    throw new RangeError(
      `${shortened(text)} is not a padding; write valid, same, full, or cells from 0 to ${MOST_PADDING}: ` +
        'one number, rows,columns, or top,right,bottom,left.',
    );
  }
  return paddingOfSides(parts.map(Number));
}

export function writePadding(padding: Padding): string {
  if (padding.kind === 'keyword') return padding.keyword;
  const { top, right, bottom, left } = padding;
  if (top !== bottom || right !== left) return `${top},${right},${bottom},${left}`;
  return writePair({ rows: top, columns: right });
}

export function readGrid(text: string): Grid {
  const channels = text.split('|').map((part) => readPlane(part, LARGEST_GRID, 'grid'));
  if (channels.length > MOST_CHANNELS) {
    throw new RangeError(`A grid has at most ${MOST_CHANNELS} channels; ${channels.length} came.`);
  }
  requireOneShape(channels, 'channel');
  return channels;
}

export function writeGrid(grid: Grid): string {
  return grid.map(writePlane).join('|');
}

/** One number for all filters, or one for each. */
export function readBias(text: string): readonly WrittenNumber[] {
  const parts = text.split(',');
  if (parts.length > MOST_CHANNELS) {
    throw new RangeError(`There are ${parts.length} biases; at most ${MOST_CHANNELS} filters can have one each.`);
  }
  return parts.map(readNumber);
}

export function writeBias(bias: readonly WrittenNumber[]): string {
  return bias.map((number) => number.text).join(',');
}

/** Rows by `;`, cells by `,`; ragged rows are refused with the row that differs. */
export function readPlane(text: string, longestSide: number, what: string): Plane {
  const rows = text.split(';').map((row) => row.split(','));
  if (rows.length > longestSide || rows.some((row) => row.length > longestSide)) {
    throw new RangeError(`A ${what} is at most ${longestSide} cells a side.`);
  }
  const width = rows[0]?.length ?? 0;
  rows.forEach((row, index) => {
    if (row.length !== width) {
      throw new RangeError(`Row ${index + 1} of the ${what} has ${row.length} numbers and row 1 has ${width}.`);
    }
  });
  return rows.map((row) => row.map(readNumber));
}

export function writePlane(plane: Plane): string {
  return plane.map((row) => row.map((number) => number.text).join(',')).join(';');
}

/** Channels are layers of one block: they must have one height and one width. */
export function requireOneShape(planes: readonly Plane[], what: string): void {
  const shape = (plane: Plane | undefined): string => `${plane?.length}×${plane?.[0]?.length}`;
  planes.forEach((plane, index) => {
    if (shape(plane) !== shape(planes[0])) {
      throw new RangeError(`The first ${what} is ${shape(planes[0])}, ${what} ${index + 1} is ${shape(plane)}.`);
    }
  });
}

function paddingOfSides(cells: readonly number[]): Padding {
  if (cells.length === 3 || cells.length > 4) {
    throw new RangeError(
      `Padding has ${cells.length} values; give one, two (rows,columns) or four (top,right,bottom,left).`,
    );
  }
  if (cells.every((amount) => amount === 0)) return VALID;
  const [top = 0, right = top, bottom = top, left = right] = cells;
  return { kind: 'cells', top, right, bottom, left };
}
