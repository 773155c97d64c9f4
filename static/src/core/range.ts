/** The whole numbers `start, start + step, …` below `stop`, kept as three numbers: a picture has many of them. */
export interface Range {
  readonly start: number;
  readonly stop: number;
  readonly step: number;
}

export function rangeOf(start: number, stop: number, step = 1): Range {
  return { start, stop, step };
}

/** How many numbers the range holds: `lengthOf({ start: 1, stop: 6, step: 2 })` is 3. */
export function lengthOf({ start, stop, step }: Range): number {
  return Math.max(0, Math.ceil((stop - start) / step));
}

/** The numbers themselves: `membersOf({ start: -1, stop: 4, step: 2 })` is `[-1, 1, 3]`. */
export function membersOf(range: Range): number[] {
  return Array.from({ length: lengthOf(range) }, (_, index) => range.start + index * range.step);
}
