/** The two sums in digits: the same addends, found in two ways, and the number of the server that both lead to. */
import { fixed } from '../../core/digits.ts';
import { resultText } from '../result.ts';
import { addedUp, shownResult } from '../shown-sum.ts';
import { positionOf } from '../subject.ts';
import { written } from '../units.ts';
import { workingsAt } from '../workings.ts';
import { type CellKind, gatheredAt } from './gather.ts';
import { channelCount, type TransposedSubject } from './transposed-subject.ts';
import type { Standing } from './walk.ts';

export interface Sums {
  /** `2 × −1`, one for each addend of the channel that is drawn. */
  readonly factors: readonly string[];
  readonly products: readonly string[];
  /** How many of this channel's are multiplied and added. */
  readonly multiplied: number;
  readonly added: number;
  readonly soFar: string;
  /** Of all channels; "≈" where the products as shown do not add up to it. */
  readonly scattered: string;
  readonly gathered: string;
  readonly channelSum: string;
  readonly channels: number;
  /** How many of the window's cells are values, zeros between them, and zeros around. */
  readonly kinds: Readonly<Record<CellKind, number>>;
  /** The server's number, and whether all three are one. */
  readonly value: string;
  readonly raw: number;
  readonly agrees: boolean;
  /** What is done to the sum, if anything: "+ 1, then relu". */
  readonly after: string;
}

export function sumsOf(subject: TransposedSubject, standing: Standing, channel: number): Sums {
  const { place, addends } = standing;
  const [result] = workingsAt(subject, positionOf(subject, place)).results;
  const shown = shownResult(result);
  const channels = channelCount(subject, place.filter);
  const before = addends.filter(({ source }) => source.channel < channel).length;
  const own = addends.filter(({ source }) => source.channel === channel);
  const products = shown.products[channel] ?? [];
  const gathered = Array.from({ length: channels }, (_, at) => gatheredAt(subject, at, place));
  const added = within(standing.added - before, own.length);
  const total = addends.reduce((sum, { product }) => sum + product, 0);
  const gatheredTotal = gathered.reduce((sum, { sum: one }) => sum + one, 0);
  const mark = shown.relation === '≈' ? '≈ ' : '';
  return {
    factors: own.map(({ raw, weightText }) => `${written(raw, subject.units)} × ${weightText}`),
    products,
    multiplied: within(standing.multiplied - before, own.length),
    added,
    soFar: addedUp(products.slice(0, added), shown.decimals),
    scattered: `${mark}${fixed(total, shown.decimals)}`,
    gathered: `${mark}${fixed(gatheredTotal, shown.decimals)}`,
    channelSum: shown.channelSums[channel] ?? '',
    channels,
    kinds: countKinds(gathered[channel]?.terms ?? []),
    value: resultText(subject, result, shown),
    raw: result.raw,
    agrees: result.agrees && Math.abs(total - gatheredTotal) <= 1e-9 * Math.max(1, Math.abs(total)),
    after: afterText(subject, shown.bias, result.bias),
  };
}

function countKinds(terms: readonly { readonly kind: CellKind }[]): Record<CellKind, number> {
  const count = (kind: CellKind): number => terms.filter((term) => term.kind === kind).length;
  return { value: count('value'), between: count('between'), ring: count('ring') };
}

function afterText({ activation }: TransposedSubject, bias: string, value: number): string {
  const parts = [
    ...(value === 0 ? [] : [bias.startsWith('\u2212') ? `− ${bias.slice(1)}` : `+ ${bias}`]),
    ...(activation === 'none' ? [] : [activation]),
  ];
  return parts.join(', then ');
}

function within(count: number, most: number): number {
  return Math.min(most, Math.max(0, count));
}
