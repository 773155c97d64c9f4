/** An answer as it is typed, and whether it is right. */
import type { Posed } from './exercise.ts';

/** What the server says of the exercise. */
export interface Truth {
  readonly size: readonly [height: number, width: number];
  /** Of the asked cell. */
  readonly value: number;
  /** One row alone: its length is its size. */
  readonly isRow?: boolean;
}

const NUMBER = '[−-]?[0-9]{1,6}(?:[.,][0-9]{1,6})?';
const ONE = new RegExp(`^${NUMBER}$`);
const TWO = /^([0-9]{1,6})\s*(?:[x×*,;/]|\s|by)\s*([0-9]{1,6})$/i;
/** float32 and what a learner rounds. */
const CLOSE = 1e-3;

/** The numbers of an answer: `4 × 3` and `4x3` are two, `−7` is one; null where it is none. */
export function readGuess(text: string, asks: Posed['asks']): readonly number[] | null {
  const typed = text.trim();
  const pair = asks === 'size' ? TWO.exec(typed) : null;
  if (pair) return [Number(pair[1]), Number(pair[2])];
  return ONE.test(typed) ? [Number(typed.replace('−', '-').replace(',', '.'))] : null;
}

/** One number as a size means both sides, or the length of the one row. */
export function isRight(guess: readonly number[], asks: Posed['asks'], { size, value, isRow = false }: Truth): boolean {
  const [first = Number.NaN, second = first] = guess;
  if (asks === 'size' && guess.length === 1 && isRow) return first === size[1];
  if (asks === 'size') return first === size[0] && second === size[1];
  return guess.length === 1 && Math.abs(first - value) < CLOSE;
}

/** Why an answer cannot be read. */
export function refusalOfGuess(asks: Posed['asks']): string {
  return asks === 'size' ? 'Write rows × columns, such as 4 x 3.' : 'Write one number, such as −3.';
}
