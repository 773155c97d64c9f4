/** The tile of a number among others, as style sheets know it: −4 (the most negative) … 0 … 4 (the most positive). */
export type Tone = -4 | -3 | -2 | -1 | 0 | 1 | 2 | 3 | 4;

/** `round(4 * value / reach)`, halves away from nought; `reach` is the largest absolute value among the numbers. */
export function toneOf(value: number, reach: number): Tone {
  if (value === 0 || reach === 0) return 0;
  const steps = Math.min(4, Math.floor((4 * Math.abs(value)) / reach + 0.5));
  return (Math.sign(value) * steps || 0) as Tone;
}

/** The largest absolute value of rows of numbers; 0 of none. */
export function reachOf(rows: readonly (readonly number[])[]): number {
  return Math.max(0, ...rows.flat().map(Math.abs));
}
