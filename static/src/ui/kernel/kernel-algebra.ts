/** Kernels → kernels: pure, exact where the numbers are, and any shape. */
import { digitsOf, fixed, typographic } from '../../core/digits.ts';
import { numberOf, type WrittenNumber, ZERO } from '../../core/numbers.ts';
import type { Plane } from '../../wire/question.ts';
import {
  commonBelow,
  dividedBy,
  type Fraction,
  fraction,
  fractionOf,
  nearest,
  plus,
  sumOf,
  times,
  writtenFraction,
} from './fraction.ts';

/** What one notch of a wheel or an arrow key moves a weight by. */
export interface Step {
  readonly by: Fraction;
  readonly text: string;
}

const SHORT_SUM = 12;
const SHORT_CELL = 6;
const MOST_PARTS = 1000n;
const ROUNDING = 1e-6;

/** The sum of the weights, exactly: nine times `1/9` is `1`. */
export function total(rows: Plane): WrittenNumber {
  return writtenFraction(sumOf(rows.flat().map(fractionOf)), isDecimal(rows));
}

/** The sum as it is read: `1`, `−1/3`, or `≈ 0.9999` where its digits would fill the line. */
export function totalText(rows: Plane): string {
  const { text, value } = total(rows);
  const isPlain = text.length <= SHORT_SUM && !text.includes('e');
  return isPlain ? typographic(text) : `≈ ${digitsOf(value).text}`;
}

/**
 * Divided by their sum, so that a flat picture stays as it is; null where the sum is 0 and nothing can be divided.
 * What is left of a sum by the rounding of long decimals counts as 0.
 */
export function normalised(rows: Plane): Plane | null {
  const sum = sumOf(rows.flat().map(fractionOf));
  const size = rows.flat().reduce((most, { value }) => most + Math.abs(value), 0);
  if (Math.abs(nearest(sum)) <= ROUNDING * size) return null;
  return mapped(rows, (number) => writtenFraction(dividedBy(fractionOf(number), sum), isDecimal(rows)));
}

export function negated(rows: Plane): Plane {
  return mapped(rows, negative);
}

/** A quarter turn clockwise: the first column, read upwards, becomes the first row. */
export function quarterTurned(rows: Plane): Plane {
  return transposed([...rows].reverse());
}

export function transposed(rows: Plane): Plane {
  return (rows[0] ?? []).map((_, column) => rows.map((row) => row[column] as WrittenNumber));
}

/** Half a turn, which is what true convolution does to a kernel. */
export function halfTurned(rows: Plane): Plane {
  return rows.map((row) => [...row].reverse()).reverse();
}

/** Another size about the same middle: what no longer fits is cut away, what is new is 0. */
export function resized(rows: Plane, height: number, width: number): Plane {
  const down = middleOf(height) - middleOf(rows.length);
  const right = middleOf(width) - middleOf(rows[0]?.length ?? 1);
  return Array.from({ length: height }, (_, row) =>
    Array.from({ length: width }, (_, column) => rows[row - down]?.[column - right] ?? ZERO),
  );
}

export function replaced(rows: Plane, row: number, column: number, number: WrittenNumber): Plane {
  return rows.map((cells, y) => (y === row ? cells.map((cell, x) => (x === column ? number : cell)) : cells));
}

/** One part of the whole that all weights are counted in: 1 among whole numbers, 1/9 in a box blur, 0.1 in tenths. */
export function stepOf(rows: Plane): Step {
  const parts = commonBelow(rows.flat().map(fractionOf));
  const by = parts <= MOST_PARTS ? fraction(1n, parts) : tenthOf(rows);
  return { by, text: typographic(writtenFraction(by, isDecimal(rows)).text) };
}

/** The weight so many steps further: `1/9` and one step of `1/9` is `2/9`. */
export function stepped(number: WrittenNumber, { by }: Step, steps: number, asDecimal: boolean): WrittenNumber {
  const way = times(by, fractionOf(numberOf(steps)));
  return writtenFraction(plus(fractionOf(number), way), asDecimal);
}

/** Whether any weight was written with a decimal point: its company then stays decimal. */
export function isDecimal(rows: Plane): boolean {
  return rows.flat().some(({ text }) => /[.e]/.test(text));
}

export function isSymmetric(rows: Plane): boolean {
  const turned = halfTurned(rows);
  return rows.every((row, y) => row.every(({ value }, x) => value === turned[y]?.[x]?.value));
}

/** Where a kernel of even length has its middle too: the cell that `same` padding puts over the pixel. */
function middleOf(length: number): number {
  return Math.floor((length - 1) / 2);
}

/** A power of ten near a tenth of the largest weight, for weights that share no useful part. */
function tenthOf(rows: Plane): Fraction {
  const largest = Math.max(...rows.flat().map(({ value }) => Math.abs(value)));
  return fractionOf(numberOf(Number(`1e${Math.floor(Math.log10(largest)) - 1}`)));
}

function negative({ text, value }: WrittenNumber): WrittenNumber {
  if (value === 0) return ZERO;
  return { text: text.startsWith('-') ? text.slice(1) : `-${text}`, value: -value };
}

function mapped(rows: Plane, change: (number: WrittenNumber) => WrittenNumber): Plane {
  return rows.map((row) => row.map(change));
}

/** A weight with little room: as it was written if that is short, else with the decimals that suit the largest weight. */
export function cellText({ text, value }: WrittenNumber, largest: number): string {
  if (text.length <= SHORT_CELL) return typographic(text);
  const decimals = 1 - Math.floor(Math.log10(largest || 1));
  return decimals > 6 ? digitsOf(value, 2).text : fixed(value, Math.max(0, decimals));
}

/** The weights as plain numbers, for arithmetic that need not be exact. */
export function numbersOf(rows: Plane): number[][] {
  return rows.map((row) => row.map(({ value }) => value));
}
