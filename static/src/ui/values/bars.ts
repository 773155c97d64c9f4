/** A histogram's counts → bars, and what is clipped → words. */
import { formatShare } from '../../core/digits.ts';
import { isClippedBy, type ValueRange } from '../../core/value-range.ts';
import type { Histogram } from '../../wire/answers.ts';

export interface Bar {
  readonly x: number;
  readonly width: number;
  /** 0…1 of the tallest; by the square root, so that rare values are seen beside a great heap of nought. */
  readonly height: number;
  readonly isClipped: boolean;
}

/** Bars over 0…1 from the lowest edge to the highest. */
export function barsOf({ counts, edges }: Histogram, clip: ValueRange): Bar[] {
  const tallest = Math.max(1, ...counts);
  return counts.map((count, index) => {
    const [left, right] = [edges[index] ?? 0, edges[index + 1] ?? 0];
    const middle = (left + right) / 2;
    const x = placeOf(left, edges);
    return {
      x,
      width: placeOf(right, edges) - x,
      height: Math.sqrt(count / tallest),
      isClipped: isClippedBy(clip, middle),
    };
  });
}

/** Where a value stands between the lowest edge and the highest, kept inside. */
export function placeOf(value: number, edges: readonly number[]): number {
  const [first = 0, last = 1] = [edges[0], edges.at(-1)];
  return last > first ? Math.min(1, Math.max(0, (value - first) / (last - first))) : 0;
}

/** "52 % of the values lie outside what a screen shows." */
export function clippedText(share: number): string {
  if (share === 0) return 'Every value lies within what a screen shows: nothing is clipped.';
  return `${formatShare(share)} of the values lie outside what a screen shows: clipped, they would be lost.`;
}
