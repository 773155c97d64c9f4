/** Kernels that are a column times a row: two short passes do what one long one does. */
import type { Plane } from '../../wire/question.ts';
import {
  commonAbove,
  dividedBy,
  type Fraction,
  fraction,
  fractionOf,
  times,
  writtenFraction,
} from '../kernel/fraction.ts';
import { isDecimal } from '../kernel/kernel-algebra.ts';

export interface Factors {
  /** As many rows as the kernel, one number each. */
  readonly column: Plane;
  /** One row of as many numbers as the kernel has columns. */
  readonly row: Plane;
}

/**
 * The column and the row whose products are the kernel; null where there are none, or nothing but noughts.
 * `1 0 −1 / 2 0 −2 / 1 0 −1` is `1 2 1` down, times `1 0 −1` across.
 */
export function factorsOf(rows: Plane): Factors | null {
  const cells = rows.map((row) => row.map(fractionOf));
  const at = pivotOf(cells);
  if (!at) return null;
  const { row: pivotRow, column: pivotColumn, pivot } = at;
  const isProduct = cells.every((row) =>
    row.every((cell, x) => isEqual(times(cell, pivot), times(row[pivotColumn] ?? cell, pivotRow[x] ?? cell))),
  );
  if (!isProduct) return null;
  const shared = commonAbove(pivotRow);
  const across = pivotRow.map((cell) => dividedBy(cell, shared));
  const down = cells.map((row) => dividedBy(times(row[pivotColumn] ?? pivot, shared), pivot));
  const asDecimal = isDecimal(rows);
  return {
    column: down.map((cell) => [writtenFraction(cell, asDecimal)]),
    row: [across.map((cell) => writtenFraction(cell, asDecimal))],
  };
}

/** The kernel's first column with its first row, multiplied out: separable, whatever it was before. */
export function madeSeparable(rows: Plane): Plane {
  const cells = rows.map((row) => row.map(fractionOf));
  const at = pivotOf(cells);
  const one = fraction(1n, 1n);
  const across = at?.row ?? (cells[0] ?? []).map(() => one);
  const down = at ? cells.map((row) => row[at.column] ?? one) : cells.map(() => one);
  return down.map((y) => across.map((x) => writtenFraction(times(y, x), isDecimal(rows))));
}

interface Pivot {
  readonly row: readonly Fraction[];
  readonly column: number;
  readonly pivot: Fraction;
}

/** The first number that is not nought, in reading order. */
function pivotOf(cells: readonly (readonly Fraction[])[]): Pivot | null {
  for (const row of cells) {
    const column = row.findIndex(({ above }) => above !== 0n);
    const pivot = row[column];
    if (pivot) return { row, column, pivot };
  }
  return null;
}

function isEqual(one: Fraction, other: Fraction): boolean {
  return one.above === other.above && one.below === other.below;
}
