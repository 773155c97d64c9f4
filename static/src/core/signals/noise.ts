/** Chance that is the same on every machine: the twin of `app/engine/kernels/chance.py`. */

/** Where seed 0 starts, so that it starts nowhere special. */
const GOLDEN = 0x9e3779b9;

/** A 32-bit word that looks unrelated to `number`: `scramble(1)` is 1753845952. */
export function scramble(number: number): number {
  let word = number >>> 0;
  word = Math.imul(word ^ (word >>> 16), 0x7feb352d) >>> 0;
  word = Math.imul(word ^ (word >>> 15), 0x846ca68b) >>> 0;
  return (word ^ (word >>> 16)) >>> 0;
}

/** `count` numbers from −1 to 1, all equally likely, the same for the same seed. */
export function noise(seed: number, count: number): number[] {
  const start = scramble(seed + GOLDEN);
  return Array.from({ length: count }, (_, index) => scramble(start + index) / 2 ** 31 - 1);
}
