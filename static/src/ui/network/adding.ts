/** A unit's sum as a column of numbers that add up as they are written: what rounding takes away stands among them. */
import { fixed } from '../../core/digits.ts';
import type { UnitWork } from '../../wire/network-answers.ts';

export interface Summand {
  readonly source: string;
  readonly channel: number;
  readonly text: string;
  /** Of the largest one, -1 … 1: its bar. */
  readonly share: number;
}

export interface Column {
  /** The largest first. */
  readonly summands: readonly Summand[];
  readonly bias: string | null;
  /** What the numbers as written miss of the total as written; null where they miss nothing. */
  readonly rounding: string | null;
  readonly total: string;
}

/** The largest number of the column has so many digits; all others as many behind the point. */
const DIGITS = 6;
const MOST_DECIMALS = 12;

export function columnOf({ terms, sum, bias }: Pick<UnitWork, 'terms' | 'sum' | 'bias'>): Column {
  const ranked = [...terms].sort((one, other) => Math.abs(other.sum) - Math.abs(one.sum));
  const whole = (sum ?? 0) + (bias ?? 0);
  const largest = Math.max(Math.abs(ranked[0]?.sum ?? 0), Math.abs(whole), Math.abs(bias ?? 0));
  const decimals = decimalsFor(largest);
  const units = (value: number): number => Math.round(value * 10 ** decimals);
  const write = (count: number): string => fixed(count / 10 ** decimals, decimals);
  const shown = ranked.reduce((total, term) => total + units(term.sum), units(bias ?? 0));
  const missing = units(whole) - shown;
  const most = Math.abs(ranked[0]?.sum ?? 0);
  return {
    summands: ranked.map(({ source, channel, sum }) => {
      return { source, channel, text: write(units(sum)), share: most > 0 ? sum / most : 0 };
    }),
    bias: bias === null ? null : write(units(bias)),
    rounding: missing === 0 ? null : write(missing),
    total: write(units(whole)),
  };
}

function decimalsFor(largest: number): number {
  if (largest === 0) return 1;
  return Math.min(MOST_DECIMALS, Math.max(0, DIGITS - 1 - Math.floor(Math.log10(largest))));
}
