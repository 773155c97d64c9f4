/** How an adaptive pooling cuts an axis: `m` windows over `n` cells, as torch has them. */
import type { Geometry, Pair } from './geometry.ts';
import { AdaptiveWindow } from './window.ts';

export type { Cut } from './window.ts';
export { AdaptiveWindow };

/** Windows for an output of so many rows and columns; 1 by 1 is one window over everything. */
export function adaptiveGeometry([down, across]: Pair, height: number, width: number): Geometry {
  const [rows, columns] = [new AdaptiveWindow(height, down), new AdaptiveWindow(width, across)];
  return { transposed: false, rows, columns };
}

export interface EvenWindow {
  readonly size: number;
  readonly stride: number;
}

/** The one window that all cuts are, if they are even; null where they are not. */
export function evenWindow(n: number, m: number): EvenWindow | null {
  const cuts = new AdaptiveWindow(n, m).cuts;
  const [first, second] = cuts;
  if (!first) return null;
  const size = first.stop - first.start;
  const stride = second ? second.start - first.start : size;
  const isEven = cuts.every(({ start, stop }, i) => start === i * stride && stop - start === size);
  return isEven && stride >= 1 ? { size, stride } : null;
}
