/** Ranges of values, and what lies outside the one that a screen can show. */

export type ValueRange = readonly [low: number, high: number];

/** How far past an end, in parts of the larger end, rounding may carry a float32 sum: 1/256 of a level. */
const ROUNDING = 2 ** -16;

/** The smallest and the largest value; `[0, 0]` of nothing. */
export function rangeOfValues(values: Float32Array): ValueRange {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let index = 0; index < values.length; index++) {
    const value = values[index] as number;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return values.length > 0 ? [low, high] : [0, 0];
}

/** The clip range with the room that rounding needs: only what lies beyond is clipped. The twin of `app/engine/summary.py`. */
export function withRounding([low, high]: ValueRange): ValueRange {
  const room = ROUNDING * Math.max(Math.abs(low), Math.abs(high));
  return [Math.fround(low - room), Math.fround(high + room)];
}

export function isClippedBy(clip: ValueRange, value: number): boolean {
  const [low, high] = withRounding(clip);
  return value < low || value > high;
}
