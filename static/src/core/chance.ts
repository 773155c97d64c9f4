/** The one source of chance that is the same on every machine: the twin of `app/engine/kernels/chance.py`. */

/** A 32-bit word that looks unrelated to `number`: `scramble(1)` is 1753845952. */
export function scramble(number: number): number {
  let word = number >>> 0;
  word = Math.imul(word ^ (word >>> 16), 0x7feb352d) >>> 0;
  word = Math.imul(word ^ (word >>> 15), 0x846ca68b) >>> 0;
  return (word ^ (word >>> 16)) >>> 0;
}
