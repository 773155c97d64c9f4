/**
 * Numbers as people read them. Every number that is shown is the number that was computed: what had to be
 * rounded is marked, and shown terms add up to the shown sum or stand beside an "≈".
 */

const MINUS = '\u2212';
const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** A number in digits, and whether those digits are all there is to it. */
export interface Digits {
  readonly text: string;
  readonly exact: boolean;
}

/** A written-out sum; `relation` is "≈" where the digits shown do not add up to the total shown. */
export interface ShownSum {
  readonly terms: readonly string[];
  readonly total: string;
  readonly relation: '=' | '≈';
}

/** Neighbouring cells share most of their terms, and their digits are the costliest part of a calculation. */
const named = new Map<number, number>();
const MOST_NAMED = 8192;

/** The fewest digits that name this float32: the 0.1 that was typed, not 0.10000000149. */
export function shortest(value: number): number {
  const single = Math.fround(value);
  if (!Number.isFinite(single)) return single;
  const known = named.get(single);
  if (known !== undefined) return known;
  if (named.size >= MOST_NAMED) named.clear();
  const found = fewestDigits(single);
  named.set(single, found);
  return found;
}

function fewestDigits(single: number): number {
  // What six digits do not name, fewer do not either; most computed numbers need eight or nine.
  const fewest = Math.fround(Number(single.toPrecision(6))) === single ? 1 : 7;
  for (let precision = fewest; precision < 9; precision++) {
    const candidate = Number(single.toPrecision(precision));
    if (Math.fround(candidate) === single) return candidate;
  }
  return Number(single.toPrecision(9));
}

/** A value with at most `significant` digits: `0.3333` (not exact) for a third, `−2` for −2, `1.2 × 10⁻⁷`. */
export function digitsOf(value: number, significant = 4): Digits {
  if (!Number.isFinite(value)) return { text: nonFinite(value), exact: true };
  const whole = shortest(value);
  const shown = Number(whole.toPrecision(Math.max(significant, wholeDigits(whole))));
  return { text: written(shown), exact: shown === whole };
}

/** The digits alone, for where there is no room to mark what was rounded. */
export function formatValue(value: number, significant = 4): string {
  return digitsOf(value, significant).text;
}

/** The digits, with "≈ " in front where they are not all. */
export function formatMarked(value: number, significant = 4): string {
  const { text, exact } = digitsOf(value, significant);
  return exact ? text : `≈ ${text}`;
}

/** A pixel's 0…1 as the 0…255 that a person reads; one decimal where it lies between two levels. */
export function formatPixel(value: number): string {
  const level = value * 255;
  const nearest = Math.round(level);
  return Math.abs(level - nearest) < 1e-3 ? typographic(nearest.toString()) : fixed(level, 1);
}

/** A number of the grammar for the eye: `-1/9` becomes `−1/9`. */
export function typographic(text: string): string {
  return text === '-0' ? '0' : text.replace(/-/g, MINUS);
}

/** A share of a whole: "12 %", "0.4 %", and "< 0.1 %" rather than a nought that is none. */
export function formatShare(share: number): string {
  const percent = share * 100;
  if (percent > 0 && percent < 0.1) return '< 0.1 %';
  if (percent < 100 && percent > 99.9) return '> 99.9 %';
  return `${Number(percent.toFixed(percent < 10 ? 1 : 0))} %`;
}

/**
 * Terms and their sum with one number of decimals, the fewest at which nothing is rounded; else at least two, at
 * which the shown terms add up to the shown total; else "≈".
 */
export function showSum(terms: readonly number[], total: number, mostDecimals = 4): ShownSum {
  const exact = decimalsUpTo(mostDecimals).find(
    (d) => [...terms, total].every((v) => isExact(v, d)) && agrees(terms, total, d),
  );
  const agreeing =
    exact ?? decimalsUpTo(mostDecimals).find((d) => d >= 2 && isFair(terms, d) && agrees(terms, total, d));
  const decimals = agreeing ?? Math.min(2, mostDecimals);
  return {
    terms: terms.map((term) => fixed(term, decimals)),
    total: fixed(total, decimals),
    relation: agreeing === undefined ? '≈' : '=',
  };
}

/** A fixed number of decimals with a true minus sign, and no minus before nought. */
export function fixed(value: number, decimals: number): string {
  if (!Number.isFinite(value)) return nonFinite(value);
  const text = scaled(value, decimals) === 0 ? (0).toFixed(decimals) : value.toFixed(decimals);
  return typographic(text);
}

/** With its sign in front, as changes are told: `+0.50`, `−1.25`, `0.00`. */
export function signed(value: number, decimals: number): string {
  const text = fixed(value, decimals);
  return scaled(value, decimals) > 0 ? `+${text}` : text;
}

function decimalsUpTo(most: number): number[] {
  return Array.from({ length: most + 1 }, (_, decimals) => decimals);
}

/** The value in units of its last shown decimal. */
function scaled(value: number, decimals: number): number {
  return Math.round(Number(`${value.toFixed(decimals)}e${decimals}`));
}

function isExact(value: number, decimals: number): boolean {
  return Math.fround(Number(value.toFixed(decimals))) === Math.fround(value);
}

/** No term that counts is shown as nought. */
function isFair(terms: readonly number[], decimals: number): boolean {
  return terms.every((term) => term === 0 || scaled(term, decimals) !== 0);
}

function agrees(terms: readonly number[], total: number, decimals: number): boolean {
  const shown = terms.reduce((sum, term) => sum + scaled(term, decimals), 0);
  return shown === scaled(total, decimals);
}

function wholeDigits(value: number): number {
  return Math.min(15, Math.max(1, Math.trunc(Math.abs(value)).toString().length));
}

function written(value: number): string {
  const [mantissa = '', exponent] = value.toExponential().split('e');
  const power = Number(exponent);
  if (value === 0 || (power >= -4 && power < 15)) return typographic(String(value));
  return `${typographic(mantissa)} × 10${superscript(power)}`;
}

function superscript(power: number): string {
  const raised = Array.from(String(Math.abs(power)), (digit) => SUPERSCRIPTS[Number(digit)]).join('');
  return power < 0 ? `⁻${raised}` : raised;
}

function nonFinite(value: number): string {
  if (Number.isNaN(value)) return 'not a number';
  return value < 0 ? `${MINUS}∞` : '∞';
}
