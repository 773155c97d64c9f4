/** The digits of a calculation: terms that add up to their sum as shown, or an "≈" that says they do not. */
import { fixed, showSum } from '../core/digits.ts';
import type { Result } from './workings.ts';

export interface ShownResult {
  /** The products, channel by channel; none where there are too many to be written at all. */
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

/** More terms of a channel than any kernel has: only a window over much of a picture, whose tiles carry no numbers. */
const MANY = 1024;

/** Written with at most `mostDecimals`; more are never needed for a sum that looks right. */
export function shownResult(result: Result, mostDecimals = 4): ShownResult {
  const { channels, sum, bias } = result;
  if (channels.some(({ terms }) => terms.length > MANY)) return summedUp(result);
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

/** The sum of the first terms, while they are being added. */
export function sumOfFirst({ channels }: Result, { products, decimals }: ShownResult, count: number): string {
  const texts = products.flat();
  if (texts.length > 0) return addedUp(texts.slice(0, count), decimals);
  const terms = channels.flatMap((channel) => channel.terms);
  let sum = 0;
  for (let at = 0; at < count; at++) sum += terms[at]?.product ?? 0;
  return fixed(sum, decimals);
}

const summaries = new WeakMap<Result, ShownResult>();

function summedUp(result: Result): ShownResult {
  const known = summaries.get(result);
  if (known) return known;
  const made = summaryOf(result, 2);
  summaries.set(result, made);
  return made;
}

/** Whole numbers add up to their sum; of others nobody can say so who has not seen them all. */
function summaryOf({ channels, sum, bias }: Result, decimals: number): ShownResult {
  const isWhole = [sum, bias].every(Number.isInteger) && channels.every(({ terms }) => terms.every(isWholeTerm));
  const write = (value: number): string => fixed(value, isWhole ? 0 : decimals);
  const mark = isWhole ? '' : '≈ ';
  return {
    products: channels.map(() => []),
    channelSums: channels.map((channel) => `${mark}${write(channel.sum)}`),
    sum: write(sum),
    bias: write(bias),
    before: write(sum + bias),
    relation: isWhole ? '=' : '≈',
    decimals: isWhole ? 0 : decimals,
  };
}

function isWholeTerm({ product }: { readonly product: number }): boolean {
  return Number.isInteger(product);
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
