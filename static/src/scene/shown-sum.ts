/** The digits of a calculation: terms that add up to their sum as shown, or an "≈" that says they do not. */
import { fixed, showSum } from '../core/digits.ts';
import type { Result } from './workings.ts';

export interface ShownResult {
  /** The products, channel by channel. */
  readonly products: readonly (readonly string[])[];
  /** The sum of each channel's products as shown, or "≈" and the sum. */
  readonly channelSums: readonly string[];
  readonly sum: string;
  readonly bias: string;
  /** sum + bias. */
  readonly before: string;
  readonly relation: '=' | '≈';
  readonly decimals: number;
}

/** Written with at most `mostDecimals`; more are never needed for a sum that looks right. */
export function shownResult({ channels, sum, bias }: Result, mostDecimals = 4): ShownResult {
  const products = channels.flatMap((channel) => channel.terms.map((term) => term.product));
  const shown = showSum([...products, bias], sum + bias, mostDecimals);
  const decimals = decimalsOf(shown.total);
  const starts = channels.map((_, index) => channels.slice(0, index).reduce((all, { terms }) => all + terms.length, 0));
  const perChannel = channels.map(({ terms }, index) => {
    const start = starts[index] ?? 0;
    return shown.terms.slice(start, start + terms.length);
  });
  const exact = shown.relation === '=';
  return {
    products: perChannel,
    channelSums: channels.map((channel, index) =>
      exact ? addedUp(perChannel[index] ?? [], decimals) : `≈ ${fixed(channel.sum, decimals)}`,
    ),
    sum: exact ? addedUp(shown.terms.slice(0, -1), decimals) : fixed(sum, decimals),
    bias: shown.terms.at(-1) ?? '',
    before: shown.total,
    relation: shown.relation,
    decimals,
  };
}

/** The sum of numbers as they are shown, to their last digit. */
export function addedUp(texts: readonly string[], decimals: number): string {
  const unit = 10 ** decimals;
  return fixed(texts.reduce((sum, text) => sum + Math.round(numberOf(text) * unit), 0) / unit, decimals);
}

function numberOf(text: string): number {
  return Number(text.replace('\u2212', '-'));
}

function decimalsOf(text: string): number {
  return text.split('.')[1]?.length ?? 0;
}
