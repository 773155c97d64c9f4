/** How an adaptive pooling cuts an axis: `m` windows over `n` cells, as torch has them. */

export interface Cut {
  readonly start: number;
  readonly stop: number;
}

/** Window `i` goes from ⌊i·n/m⌋ to ⌈(i+1)·n/m⌉: `cutsOf(5, 2)` is 0…3 and 2…5. */
export function cutsOf(n: number, m: number): Cut[] {
  return Array.from({ length: m }, (_, i) => ({ start: Math.floor((i * n) / m), stop: Math.ceil(((i + 1) * n) / m) }));
}

export interface EvenWindow {
  readonly size: number;
  readonly stride: number;
}

/** The one window that all cuts are, if they are even; null where they are not. */
export function evenWindow(n: number, m: number): EvenWindow | null {
  const cuts = cutsOf(n, m);
  const [first, second] = cuts;
  if (!first) return null;
  const size = first.stop - first.start;
  const stride = second ? second.start - first.start : size;
  const isEven = cuts.every(({ start, stop }, i) => start === i * stride && stop - start === size);
  return isEven && stride >= 1 ? { size, stride } : null;
}

/** The output lengths at which `n` cells are cut evenly. */
export function evenLengths(n: number): number[] {
  return Array.from({ length: n }, (_, index) => index + 1).filter((m) => evenWindow(n, m) !== null);
}
