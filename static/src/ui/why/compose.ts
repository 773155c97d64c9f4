/** Two kernels, one after the other, are one kernel. */
import { numberOf } from '../../core/numbers.ts';
import type { Plane } from '../../wire/question.ts';
import { fractionOf, plus, times, writtenFraction } from '../kernel/fraction.ts';
import { isDecimal, numbersOf } from '../kernel/kernel-algebra.ts';

const LONGEST_EXACT = 8;

/**
 * `c[k, l] = Σ a[m, n] · b[k − m, l − n]`: sliding `a` and then `b` is sliding `c`. 3×3 and 3×3 make 5×5.
 * Exact where the numbers are short; else to a double's digits.
 */
export function composed(a: Plane, b: Plane): Plane {
  const isShort = [...a.flat(), ...b.flat()].every(({ text }) => text.length <= LONGEST_EXACT);
  return isShort ? exactly(a, b) : nearly(a, b);
}

/** Multiplications for each pixel: one after the other, and as one. */
export function costs(a: Plane, b: Plane): readonly [apart: number, together: number] {
  const [size, other] = [a, b].map((rows) => [rows.length, rows[0]?.length ?? 1] as const);
  const [ah = 1, aw = 1] = size ?? [];
  const [bh = 1, bw = 1] = other ?? [];
  return [ah * aw + bh * bw, (ah + bh - 1) * (aw + bw - 1)];
}

function exactly(a: Plane, b: Plane): Plane {
  const asDecimal = isDecimal(a) || isDecimal(b);
  const [first, second] = [a, b].map((rows) => rows.map((row) => row.map(fractionOf)));
  const add = (sum: ReturnType<typeof fractionOf>, x: typeof sum, y: typeof sum) => plus(sum, times(x, y));
  const cells = slid(first ?? [], second ?? [], { above: 0n, below: 1n }, add);
  return cells.map((row) => row.map((cell) => writtenFraction(cell, asDecimal)));
}

function nearly(a: Plane, b: Plane): Plane {
  const cells = slid(numbersOf(a), numbersOf(b), 0, (sum, x, y) => sum + x * y);
  return cells.map((row) => row.map(numberOf));
}

function slid<T>(
  a: readonly (readonly T[])[],
  b: readonly (readonly T[])[],
  nought: T,
  add: (sum: T, x: T, y: T) => T,
): T[][] {
  const width = (a[0]?.length ?? 1) + (b[0]?.length ?? 1) - 1;
  const sums = Array.from({ length: a.length + b.length - 1 }, () => Array.from({ length: width }, () => nought));
  a.forEach((row, m) => {
    row.forEach((x, n) => {
      b.forEach((cells, k) => {
        cells.forEach((y, l) => {
          const target = sums[m + k] as T[];
          target[n + l] = add(target[n + l] as T, x, y);
        });
      });
    });
  });
  return sums;
}
