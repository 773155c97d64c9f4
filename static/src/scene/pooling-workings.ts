/** The arithmetic of a pooling: which cells are looked at, who wins, what is shared out. */
import { type Place, type PoolingSubject, tapsOf } from './subject.ts';
import type { ChannelTerms, Result, Term } from './terms.ts';
import { perUnit, read } from './units.ts';
import { planeOf, valueAt } from './volume.ts';

/** Padding never wins; in sums it counts as nought. */
export function poolingWorkings(subject: PoolingSubject, place: Place): Result {
  const { rows, columns } = tapsOf(subject, place);
  const terms = termsOf(subject, place.filter, rows.inputs, columns.inputs);
  let sum = 0;
  for (const { product } of terms) sum += product;
  const channel: ChannelTerms = {
    channel: place.filter,
    rows: rows.inputs.length,
    columns: columns.inputs.length,
    terms,
    sum,
  };
  const raw = valueAt(subject.output, place.filter, place.row, place.column);
  const ours = pooled(subject, terms, sum);
  const agrees = Math.abs(raw * perUnit(subject.units) - ours) <= 1e-5 * (Math.abs(ours) + perUnit(subject.units));
  const value = agrees ? ours : read(raw, subject.units);
  return {
    filter: place.filter,
    channels: [channel],
    sum,
    bias: 0,
    before: ours,
    value,
    raw,
    agrees,
    winners: winnersOf(subject, terms, ours),
  };
}

/** What an average divides by: all cells of its window, or only those of the picture. */
export function divisorOf({ countPadding }: PoolingSubject, terms: readonly Term[]): number {
  return countPadding ? terms.length : terms.filter((term) => term.inside).length;
}

const MET = [0, 0] as const;

/** In loops: a window may be a whole picture. */
function termsOf(
  { input, units, pool }: PoolingSubject,
  channel: number,
  rows: readonly number[],
  columns: readonly number[],
): Term[] {
  const { height, width } = input;
  const plane = planeOf(input, channel);
  const terms: Term[] = [];
  for (const row of rows) {
    for (const column of columns) {
      const inside = row >= 0 && row < height && column >= 0 && column < width;
      const raw = inside ? (plane[row * width + column] as number) : 0;
      const value = read(raw, units);
      const product = pool === 'l2' ? value * value : value;
      terms.push({ row, column, inside, value, raw, met: MET, weight: 1, weightText: '', product });
    }
  }
  return terms;
}

function pooled(subject: PoolingSubject, terms: readonly Term[], sum: number): number {
  const inside = terms.filter((term) => term.inside).map((term) => term.value);
  switch (subject.pool) {
    // Not spread: a window over a whole picture has more cells than a call can have arguments.
    case 'max':
      return inside.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
    case 'min':
      return inside.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
    case 'avg':
      return sum / divisorOf(subject, terms);
    case 'l2':
      return Math.sqrt(sum);
    case 'sum':
      return sum;
  }
}

function winnersOf({ pool }: PoolingSubject, terms: readonly Term[], value: number): number[] {
  if (pool !== 'max' && pool !== 'min') return [];
  const winners: number[] = [];
  for (const [index, term] of terms.entries()) if (term.inside && term.value === value) winners.push(index);
  return winners;
}
