/**
 * A convolution computed in the browser, while a weight is dragged and the server's answer is on its way. Shift and
 * add: every weight adds its scaled, shifted picture to the output, row by row.
 */
import { type Activation, activated } from '../core/activation.ts';
import { type Border, sourceOf } from '../core/border.ts';
import type { Window } from '../core/geometry.ts';
import type { ConvolutionQuestion, Plane } from '../wire/question.ts';
import { filtersFor, geometryFor, type Planes } from './operation.ts';
import type { Volume } from './volume.ts';

/** Multiplications that fit into a frame. */
export const MOST_WORK = 6_000_000;

/** The output of a question, or null where it is left to the server: transposed, or more than a frame's work. */
export function convolveHere(question: ConvolutionQuestion, planes: Planes, input: Volume): Volume | null {
  const geometry = geometryFor(question, planes);
  if (geometry.transposed) return null;
  const { rows, columns } = geometry;
  const height = rows.outputLength(input.height);
  const width = columns.outputLength(input.width);
  const filters = filtersFor(planes, question.groups, input.planes.length);
  if (height * width * filters.planes.flat(3).length > MOST_WORK) return null;
  const depth = filters.planes[0]?.length ?? 0;
  if (depth * filters.groups !== input.planes.length || filters.planes.length % filters.groups) return null;
  const seen = input.planes.map((plane) => ringed(plane, input, rows, columns, question.border));
  const perGroup = filters.planes.length / filters.groups;
  const across = columns.before + input.width + columns.after;
  const output = filters.planes.map((filter, index) => {
    const target = new Float32Array(height * width);
    filter.forEach((plane, channel) => {
      const source = seen[Math.floor(index / perGroup) * depth + channel] as Float32Array;
      const taps = tapsOf(plane, question.flip, across, rows, columns);
      for (let first = 0; first < taps.length; first += AT_ONCE) {
        add(target, source, taps.slice(first, first + AT_ONCE), { height, width, across, rows, columns });
      }
    });
    return finished(target, biasOf(question, index), question.activation);
  });
  return { planes: output, height, width };
}

/** A weight, and where in the padded plane the cell lies that it meets first. */
interface Tap {
  readonly weight: number;
  readonly start: number;
}

const NOTHING: Tap = { weight: 0, start: 0 };

/** So many weights are added in one pass over the output: memory is what takes the time. */
const AT_ONCE = 4;

/** The weights that count. */
function tapsOf(plane: Plane, flip: boolean, across: number, rows: Window, columns: Window): Tap[] {
  const taps = plane.flatMap((weights, row) =>
    weights.map((_, column) => ({
      weight: (flip ? plane.at(-1 - row)?.at(-1 - column) : weights[column])?.value ?? 0,
      start: row * rows.dilation * across + column * columns.dilation,
    })),
  );
  return taps.filter(({ weight }) => weight !== 0);
}

interface Sweep {
  readonly height: number;
  readonly width: number;
  readonly across: number;
  readonly rows: Window;
  readonly columns: Window;
}

/** The hot loop: target += Σ weight × source, each shifted to its start and read at the stride. */
function add(target: Float32Array, source: Float32Array, taps: readonly Tap[], sweep: Sweep): void {
  const { height, width, across, rows, columns } = sweep;
  const [one = NOTHING, two = NOTHING, three = NOTHING, four = NOTHING] = taps;
  const [w1, w2, w3, w4] = [one.weight, two.weight, three.weight, four.weight];
  const step = columns.stride;
  for (let row = 0; row < height; row++) {
    const line = row * rows.stride * across;
    let [a, b, c, d] = [one.start + line, two.start + line, three.start + line, four.start + line];
    const end = (row + 1) * width;
    for (let to = row * width; to < end; to++) {
      const first = w1 * (source[a] as number) + w2 * (source[b] as number);
      const second = w3 * (source[c] as number) + w4 * (source[d] as number);
      target[to] = (target[to] as number) + first + second;
      a += step;
      b += step;
      c += step;
      d += step;
    }
  }
}

interface Ringed {
  readonly sides: string;
  readonly plane: Float32Array;
}

const known = new WeakMap<Float32Array, Ringed>();

/** The plane with its padding, the same as long as nothing but weights change. */
function ringed(plane: Float32Array, input: Volume, rows: Window, columns: Window, border: Border): Float32Array {
  const sides = [rows.before, rows.after, columns.before, columns.after, border].join();
  const before = known.get(plane);
  if (before?.sides === sides) return before.plane;
  const ring = padded(plane, input, rows, columns, border);
  known.set(plane, { sides, plane: ring });
  return ring;
}

/** The plane with its padding: whole rows are copied, only the sides go cell by cell. */
function padded(
  plane: Float32Array,
  { height, width }: Volume,
  rows: Window,
  columns: Window,
  border: Border,
): Float32Array {
  const ys = sources(height, rows, border);
  const xs = sources(width, columns, border);
  const sides = [...xs.keys()].filter((column) => column < columns.before || column >= columns.before + width);
  const ring = new Float32Array(ys.length * xs.length);
  for (const [row, y] of ys.entries()) {
    if (y < 0) continue;
    const cells = plane.subarray(y * width, (y + 1) * width);
    ring.set(cells, row * xs.length + columns.before);
    for (const column of sides) ring[row * xs.length + column] = cells[xs[column] as number] ?? 0;
  }
  return ring;
}

/** For every padded coordinate the cell whose value stands there; −1 for a nought. */
function sources(n: number, { before, after }: Window, border: Border): number[] {
  return Array.from({ length: before + n + after }, (_, index) => sourceOf(index - before, n, border));
}

function biasOf({ bias }: ConvolutionQuestion, filter: number): number {
  return (bias.length === 1 ? bias[0] : bias[filter])?.value ?? 0;
}

function finished(plane: Float32Array, bias: number, activation: Activation): Float32Array {
  if (bias === 0 && activation === 'none') return plane;
  return plane.map((value) => activated(value + bias, activation));
}

/** Whether two outputs are the same to float32 accuracy. */
export function isSameOutput(one: Volume, other: Volume): boolean {
  if (one.height !== other.height || one.width !== other.width || one.planes.length !== other.planes.length)
    return false;
  return one.planes.every((plane, channel) => {
    const others = other.planes[channel] as Float32Array;
    return plane.every((value, index) => {
      const difference = Math.abs(value - (others[index] as number));
      return difference <= 1e-4 * Math.max(1, Math.abs(value));
    });
  });
}
