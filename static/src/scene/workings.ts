/**
 * The whole arithmetic of one output cell, in the units that are read. Sums are taken in float64 from the numbers
 * shown, so that adding them up by hand leads there; the value is the server's, and `agrees` says whether both meet.
 */
import { activated } from '../core/activation.ts';
import { borderedValue } from './border.ts';
import { poolingWorkings } from './pooling-workings.ts';
import {
  type ConvolutionSubject,
  isColour,
  type KernelPlane,
  type Place,
  placeOf,
  type Subject,
  type Taps,
  tapsOf,
} from './subject.ts';
import type { ChannelTerms, Result, Term } from './terms.ts';
import { perUnit, read, writtenWeight } from './units.ts';
import { valueAt } from './volume.ts';

export type { ChannelTerms, Result, Term } from './terms.ts';

/** One result, or three for a colour picture. */
export interface Workings {
  readonly place: Place;
  readonly results: readonly [Result, ...Result[]];
}

/** A pointer within a cell and a clock within a step ask again and again: the last answer is kept. */
const lately = new WeakMap<Subject, { readonly position: number; readonly workings: Workings }>();

export function workingsAt(subject: Subject, position: number): Workings {
  const last = lately.get(subject);
  if (last?.position === position) return last.workings;
  const workings = workedOut(subject, position);
  lately.set(subject, { position, workings });
  return workings;
}

function workedOut(subject: Subject, position: number): Workings {
  const place = placeOf(subject, position);
  const resultOf = (filter: number): Result =>
    subject.operation === 'pooling'
      ? poolingWorkings(subject, { ...place, filter })
      : convolutionResult(subject, { ...place, filter });
  return {
    place,
    results: isColour(subject) ? [resultOf(0), resultOf(1), resultOf(2)] : [resultOf(place.filter)],
  };
}

/** The channels of one filter: every group of filters sees its own share of the input. */
export function channelsSeen({ kernel, groups }: ConvolutionSubject, filter: number): number[] {
  const group = Math.floor(filter / (kernel.length / groups));
  const planes = kernel[filter] ?? [];
  return planes.map((_, index) => group * planes.length + index);
}

function convolutionResult(subject: ConvolutionSubject, place: Place): Result {
  const { rows, columns } = tapsOf(subject, place);
  const planes = subject.kernel[place.filter] ?? [];
  const channels = channelsSeen(subject, place.filter).map((channel, index) =>
    channelTerms(subject, channel, planes[index] as KernelPlane, rows, columns),
  );
  const sum = total(channels.map((channel) => channel.sum));
  const bias = biasOf(subject, place.filter) * perUnit(subject.units);
  const raw = valueAt(subject.output, place.filter, place.row, place.column);
  return {
    filter: place.filter,
    channels,
    sum,
    bias,
    before: sum + bias,
    ...checked(subject, sum + bias, raw, channels),
    raw,
    winners: [],
  };
}

function channelTerms(
  subject: ConvolutionSubject,
  channel: number,
  plane: KernelPlane,
  rows: Taps,
  columns: Taps,
): ChannelTerms {
  const { input, border, units } = subject;
  const terms: Term[] = [];
  rows.inputs.forEach((row, y) => {
    columns.inputs.forEach((column, x) => {
      const met = metBy(subject, rows.weights[y] as number, columns.weights[x] as number);
      const weight = plane[met[0]]?.[met[1]];
      if (weight === undefined) throw new RangeError('The kernel is smaller than the window of the geometry.');
      const raw = borderedValue(input, channel, row, column, border);
      const value = read(raw, units);
      const inside = row >= 0 && row < input.height && column >= 0 && column < input.width;
      const product = value * weight.value;
      terms.push({
        row,
        column,
        inside,
        value,
        raw,
        met,
        weight: weight.value,
        product,
        get weightText() {
          return writtenWeight(weight); // of hundreds of channels few are written
        },
      });
    });
  });
  return {
    channel,
    rows: rows.inputs.length,
    columns: columns.inputs.length,
    terms,
    sum: total(terms.map((term) => term.product)),
  };
}

/** The weight that lies over a cell of the window, by its place in the kernel: a turned one begins at its end. */
export function metBy(
  { geometry: { rows, columns }, flip }: ConvolutionSubject,
  row: number,
  column: number,
): readonly [row: number, column: number] {
  return flip ? [rows.size - 1 - row, columns.size - 1 - column] : [row, column];
}

/** The server's number in the units read; ours where both are the same to float32's accuracy, so that digits meet. */
function checked(
  subject: ConvolutionSubject,
  before: number,
  raw: number,
  channels: readonly ChannelTerms[],
): Pick<Result, 'value' | 'agrees'> {
  const scale = perUnit(subject.units);
  const ours = activated(before / scale, subject.activation) * scale;
  const size = channels.reduce(
    (sum, { terms }) => terms.reduce((all, term) => all + Math.abs(term.product), sum),
    Math.abs(ours),
  );
  const agrees = Math.abs(raw * scale - ours) <= 1e-5 * size + 1e-6 * scale;
  return { value: agrees ? ours : read(raw, subject.units), agrees };
}

function biasOf({ bias }: ConvolutionSubject, filter: number): number {
  return (bias.length > 1 ? bias[filter] : bias[0]) ?? 0;
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
