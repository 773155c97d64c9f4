/** What a drag, a key or a text does to a row of numbers. Pure: numbers in, numbers out. */
import { numberOf, readNumber, type WrittenNumber } from '../../core/numbers.ts';
import { SHAPES, type Shape, samplesOf } from '../../core/signals/shapes.ts';
import { niceStep } from '../../scene/signals/plot.ts';

export const MOST_SAMPLES = 64;
export const MOST_WEIGHTS = 31;

/** So much a key press or a pixel's worth of dragging changes: a nice part of what the plot shows. */
export function stepOf(low: number, high: number): number {
  return niceStep(high - low, 60);
}

/** A value as it is written: whole steps, without a tail of binary digits. */
export function snapped(value: number, step: number): WrittenNumber {
  const decimals = Math.max(0, -Math.floor(Math.log10(step)));
  return numberOf(Number((Math.round(value / step) * step).toFixed(decimals)) || 0);
}

/** What is drawn from one place to the next, all samples between them included. */
export function drawn(
  numbers: readonly WrittenNumber[],
  from: { readonly n: number; readonly value: number },
  to: { readonly n: number; readonly value: number },
  step: number,
): WrittenNumber[] {
  const [left, right] = from.n <= to.n ? [from, to] : [to, from];
  return numbers.map((number, n) => {
    if (n < left.n || n > right.n) return number;
    const share = right.n === left.n ? 1 : (n - left.n) / (right.n - left.n);
    return snapped(left.value + share * (right.value - left.value), step);
  });
}

/** Numbers from a text: commas or spaces between them. Throws a RangeError with the sentence that says what is wrong. */
export function readRow(text: string, most: number): WrittenNumber[] {
  const parts = text
    .trim()
    .split(/[\s,]+/)
    .filter(Boolean);
  if (parts.length === 0) throw new RangeError('Write at least one number.');
  if (parts.length > most) throw new RangeError(`There are ${parts.length} numbers; ${most} are the most here.`);
  return parts.map((part) => readNumber(part.replace('\u2212', '-')));
}

export function writeRow(numbers: readonly WrittenNumber[]): string {
  return numbers.map(({ text }) => text).join(', ');
}

export function shaped(shape: Shape, length: number, seed: number): WrittenNumber[] {
  return samplesOf(shape, length, seed).map(numberOf);
}

const MOST_SEED = 9999;

/** The seed that makes this noise, `likely` first; null where the numbers are no noise of ours. */
export function seedOf(numbers: readonly WrittenNumber[], likely = 1): number | null {
  const isIt = (seed: number): boolean => {
    if (samplesOf('noise', 1, seed)[0] !== numbers[0]?.value) return false;
    return samplesOf('noise', numbers.length, seed).every((value, n) => value === numbers[n]?.value);
  };
  if (isIt(likely)) return likely;
  for (let seed = 0; seed <= MOST_SEED; seed++) if (isIt(seed)) return seed;
  return null;
}

/** Which shape these numbers are; null where they are one's own. */
export function shapeOf(numbers: readonly WrittenNumber[], seed: number): Shape | null {
  const isSame = (shape: Shape): boolean =>
    shaped(shape, numbers.length, seed).every(({ value }, n) => value === numbers[n]?.value);
  return SHAPES.find(isSame) ?? null;
}

/** Another length: a shape keeps its shape, one's own numbers are cut or followed by noughts. */
export function resized(numbers: readonly WrittenNumber[], length: number, seed: number): WrittenNumber[] {
  const shape = shapeOf(numbers, seed);
  if (shape) return shaped(shape, length, seed);
  return Array.from({ length }, (_, n) => numbers[n] ?? numberOf(0));
}
