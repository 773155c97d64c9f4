/** Exact arithmetic on written numbers, so that `1/9` nine times is 1 and `0.1` three times is `0.3`. */
import { numberOf, readNumber, type WrittenNumber } from '../../core/numbers.ts';

/** `above / below` in lowest terms, `below` positive. */
export interface Fraction {
  readonly above: bigint;
  readonly below: bigint;
}

const LONGEST = 32;

export function fraction(above: bigint, below: bigint): Fraction {
  if (below === 0n) throw new RangeError('A fraction cannot have 0 below its line.');
  const shared = commonDivisor(above, below) * (below < 0n ? -1n : 1n);
  return { above: above / shared, below: below / shared };
}

/** What a number of the grammar is exactly: `0.25` is a quarter, `-1e-3` is minus a thousandth. */
export function fractionOf({ text }: WrittenNumber): Fraction {
  const [above = '0', below] = text.split('/');
  if (below !== undefined) return fraction(BigInt(above), BigInt(below));
  const [mantissa = '0', exponent = '0'] = text.split('e');
  const [whole = '0', decimals = ''] = mantissa.split('.');
  const power = Number(exponent) - decimals.length;
  const digits = BigInt(whole + decimals);
  return power < 0 ? fraction(digits, 10n ** BigInt(-power)) : fraction(digits * 10n ** BigInt(power), 1n);
}

export function plus(a: Fraction, b: Fraction): Fraction {
  return fraction(a.above * b.below + b.above * a.below, a.below * b.below);
}

export function times(a: Fraction, b: Fraction): Fraction {
  return fraction(a.above * b.above, a.below * b.below);
}

export function dividedBy(a: Fraction, b: Fraction): Fraction {
  return fraction(a.above * b.below, a.below * b.above);
}

export function sumOf(fractions: Iterable<Fraction>): Fraction {
  let sum: Fraction = { above: 0n, below: 1n };
  for (const one of fractions) sum = plus(sum, one);
  return sum;
}

/** Back to the grammar: whole, else a decimal where one was asked for and ends, else a fraction if it is short enough. */
export function writtenFraction({ above, below }: Fraction, asDecimal: boolean): WrittenNumber {
  if (below === 1n && `${above}`.length <= LONGEST) return readNumber(`${above}`);
  const text = `${above}/${below}`;
  if ((asDecimal && ends(below)) || text.length > LONGEST) return numberOf(nearest({ above, below }));
  return readNumber(text);
}

/** The nearest double; both sides are shortened first, because a double holds no more than 308 digits. */
export function nearest({ above, below }: Fraction): number {
  const excess = BigInt(Math.max(0, below.toString(16).length - 200) * 4);
  return Number(above >> excess) / Number(below >> excess);
}

/** The least number that all these can be cut into equal parts of: 9 for 1/9 and 2/3. */
export function commonBelow(fractions: readonly Fraction[]): bigint {
  return fractions.reduce((shared, { below }) => (shared * below) / commonDivisor(shared, below), 1n);
}

/** The largest number that all these are whole multiples of: 2 for 4 and 6, 1/9 for 1/9 and 2/3; of noughts, 1. */
export function commonAbove(fractions: readonly Fraction[]): Fraction {
  const below = commonBelow(fractions);
  const shared = fractions.reduce((all, one) => commonDivisor(all, (one.above * below) / one.below), 0n);
  return fraction(shared || 1n, below);
}

/** Whether so many parts of one can be written as a decimal that ends. */
function ends(below: bigint): boolean {
  let rest = below;
  for (const prime of [2n, 5n]) while (rest % prime === 0n) rest /= prime;
  return rest === 1n;
}

function commonDivisor(a: bigint, b: bigint): bigint {
  let [large, small] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (small > 0n) [large, small] = [small, large % small];
  return large;
}
