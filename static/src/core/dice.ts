/** Chance that can be repeated: a throw depends on its numbers alone, so a cell keeps its throw in a larger grid. */
import { scramble } from './chance.ts';

/** 0 … below 1, the same for the same numbers everywhere: `thrown(7, 0, 2, 3)` for seed 7, plane 0, row 2, column 3. */
export function thrown(...numbers: readonly number[]): number {
  return numbers.reduce((mixed, number) => scramble(Math.imul(mixed ^ number, 0x9e3779b1) + 0x7f4a7c15), 0) / 2 ** 32;
}

/** One of the whole numbers `low … high`, each as likely as the others. */
export function wholeThrown(low: number, high: number, ...numbers: readonly number[]): number {
  return low + Math.floor(thrown(...numbers) * (high - low + 1));
}
