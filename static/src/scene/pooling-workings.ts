/** The arithmetic of a pooling: which cells are looked at, who wins, what is shared out. */
import { type Place, type PoolingSubject, tapsOf } from './subject.ts';
import type { ChannelTerms, Result, Term } from './terms.ts';
import { perUnit, read } from './units.ts';
import { valueAt } from './volume.ts';

/** Padding never wins; in sums it counts as nought. */
export function poolingWorkings(subject: PoolingSubject, place: Place): Result {
  const { rows, columns } = tapsOf(subject, place);
  const terms = rows.inputs.flatMap((row) =>
    columns.inputs.map((column) => termAt(subject, place.filter, row, column)),
  );
  const sum = terms.reduce((all, term) => all + term.product, 0);
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

function termAt(subject: PoolingSubject, channel: number, row: number, column: number): Term {
  const { height, width } = subject.input;
  const inside = row >= 0 && row < height && column >= 0 && column < width;
  const raw = inside ? valueAt(subject.input, channel, row, column) : 0;
  const value = read(raw, subject.units);
  const product = subject.pool === 'l2' ? value * value : value;
  return { row, column, inside, value, raw, met: [0, 0], weight: 1, weightText: '', product };
}

function pooled(subject: PoolingSubject, terms: readonly Term[], sum: number): number {
  const inside = terms.filter((term) => term.inside).map((term) => term.value);
  switch (subject.pool) {
    case 'max':
      return Math.max(...inside);
    case 'min':
      return Math.min(...inside);
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
  return terms.flatMap((term, index) => (term.inside && term.value === value ? [index] : []));
}
