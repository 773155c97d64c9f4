/** Chance that can be repeated: a throw depends on its numbers alone, so a cell keeps its throw in a larger grid. */

/** 0 … below 1, the same for the same numbers everywhere: `thrown(7, 0, 2, 3)` for seed 7, plane 0, row 2, column 3. */
export function thrown(...numbers: readonly number[]): number {
  return numbers.reduce((mixed, number) => scrambled(Math.imul(mixed ^ number, 0x9e3779b1) + 0x7f4a7c15), 0) / 2 ** 32;
}

/** One of the whole numbers `low … high`, each as likely as the others. */
export function wholeThrown(low: number, high: number, ...numbers: readonly number[]): number {
  return low + Math.floor(thrown(...numbers) * (high - low + 1));
}

/** Murmur's last step: every bit of the answer depends on every bit given. */
function scrambled(bits: number): number {
  const once = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35);
  return (twice ^ (twice >>> 16)) >>> 0;
}
