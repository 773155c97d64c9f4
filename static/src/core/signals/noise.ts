/** Noise that is the same for the same seed, here and in the engine. */
import { scramble } from '../chance.ts';

/** Where seed 0 starts, so that it starts nowhere special. */
const GOLDEN = 0x9e3779b9;

/** `count` numbers from −1 to 1, all equally likely. */
export function noise(seed: number, count: number): number[] {
  const start = scramble(seed + GOLDEN);
  return Array.from({ length: count }, (_, index) => scramble(start + index) / 2 ** 31 - 1);
}
