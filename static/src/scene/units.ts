/** Values as a person reads them: 0…1 of a picture as 0…255, the numbers of a grid as they are. */
import { digitsOf, fixed, formatPixel, shortest, typographic } from '../core/digits.ts';
import type { WrittenNumber } from '../core/numbers.ts';
import type { Units } from './volume.ts';

/** One unit of the input in the units that are read. */
export function perUnit(units: Units): number {
  return units === 'levels' ? 255 : 1;
}

/** The value that is read. What float32 made of a whole level is that level again: 152/255 is 152, not 152.0000023. */
export function read(value: number, units: Units): number {
  if (units === 'values') return shortest(value);
  const level = value * 255;
  const nearest = Math.round(level);
  return Math.abs(level - nearest) < 1e-3 ? nearest : level;
}

/** A value of the input or output on its own: `152`, `152.3`, `−0.25`. */
export function written(value: number, units: Units): string {
  return units === 'levels' ? formatPixel(value) : digitsOf(value).text;
}

/** The same with no decimals where a level lies between two, for cells with little room. */
export function writtenShort(value: number, units: Units): string {
  return units === 'levels' ? fixed(value * 255, 0) : digitsOf(value, 3).text;
}

/** With two digits, where there is hardly any room. */
export function writtenShortest(value: number, units: Units): string {
  return units === 'levels' ? writtenShort(value, units) : digitsOf(value, 2).text;
}

/** A weight as it was typed, fractions too; a computed one with three digits. */
export function writtenWeight({ text, value }: WrittenNumber): string {
  return text.length <= 6 ? typographic(text) : digitsOf(value, 3).text;
}
