/**
 * A convolution computed in the browser, while a weight is dragged and the server's answer is on its way. Shift and
 * add: every weight adds its scaled, shifted picture to the output, row by row.
 */
import type { Window } from '../core/geometry.ts';
import type { Activation, Border, ConvolutionQuestion } from '../wire/question.ts';
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
  const seen = input.planes.map((plane) => padded(plane, input, rows, columns, question.border));
  const perGroup = filters.planes.length / filters.groups;
  const across = columns.before + input.width + columns.after;
  const output = filters.planes.map((filter, index) => {
    const target = new Float32Array(height * width);
    filter.forEach((plane, channel) => {
      const source = seen[Math.floor(index / perGroup) * depth + channel] as Float32Array;
      plane.forEach((weights, row) => {
        weights.forEach((_, column) => {
          const weight = question.flip ? plane.at(-1 - row)?.at(-1 - column) : weights[column];
          const start = row * rows.dilation * across + column * columns.dilation;
          add(target, source, weight?.value ?? 0, { height, width, start, across, rows, columns });
        });
      });
    });
    return finished(target, biasOf(question, index), question.activation);
  });
  return { planes: output, height, width };
}

interface Shift {
  readonly height: number;
  readonly width: number;
  readonly start: number;
  readonly across: number;
  readonly rows: Window;
  readonly columns: Window;
}

/** The hot loop: target += weight × source, shifted by `start` and read at the stride. */
function add(target: Float32Array, source: Float32Array, weight: number, shift: Shift): void {
  if (weight === 0) return;
  const { height, width, start, across, rows, columns } = shift;
  const step = columns.stride;
  for (let row = 0; row < height; row++) {
    let from = start + row * rows.stride * across;
    const end = (row + 1) * width;
    for (let to = row * width; to < end; to++) {
      target[to] = (target[to] as number) + weight * (source[from] as number);
      from += step;
    }
  }
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
  return Array.from({ length: before + n + after }, (_, index) => {
    const i = index - before;
    if (i >= 0 && i < n) return i;
    if (border === 'zeros') return -1;
    if (border === 'replicate') return i < 0 ? 0 : n - 1;
    if (border === 'reflect') return i < 0 ? -i : 2 * (n - 1) - i;
    return (i + n) % n;
  });
}

function biasOf({ bias }: ConvolutionQuestion, filter: number): number {
  return (bias.length === 1 ? bias[0] : bias[filter])?.value ?? 0;
}

function finished(plane: Float32Array, bias: number, activation: Activation): Float32Array {
  if (bias === 0 && activation === 'none') return plane;
  return plane.map((value) => activated(value + bias, activation));
}

function activated(value: number, activation: Activation): number {
  switch (activation) {
    case 'none':
      return value;
    case 'relu':
      return Math.max(0, value);
    case 'leaky-relu':
      return value < 0 ? 0.01 * value : value;
    case 'sigmoid':
      return 1 / (1 + Math.exp(-value));
    case 'tanh':
      return Math.tanh(value);
    case 'abs':
      return Math.abs(value);
    case 'clip':
      return Math.min(1, Math.max(0, value));
  }
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
