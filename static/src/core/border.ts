/** Which cell's value stands in the padding. The twin of `app/engine/borders.py`, cell by cell. */

export const BORDERS = ['zeros', 'reflect', 'replicate', 'circular'] as const;
export type Border = (typeof BORDERS)[number];

/** The cell of `0 … n - 1` whose value stands at coordinate `i`, or −1 for a nought: `sourceOf(-2, 5, 'reflect')` is 2. */
export function sourceOf(i: number, n: number, border: Border): number {
  if (i >= 0 && i < n) return i;
  switch (border) {
    case 'zeros':
      return -1;
    case 'replicate':
      return i < 0 ? 0 : n - 1;
    case 'reflect':
      return i < 0 ? -i : 2 * (n - 1) - i;
    case 'circular':
      return i < 0 ? i + n : i - n;
  }
}
