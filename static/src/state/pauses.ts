/** How long to wait before a lost server is asked again: a while, and each time a longer while. */

const FIRST = 1000;
const LONGEST = 10_000;

export type Wait = (milliseconds: number) => Promise<void>;

export function pauseAfter(failures: number): number {
  return Math.min(LONGEST, FIRST * 2 ** failures);
}

export function waited(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
