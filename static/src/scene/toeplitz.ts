/**
 * A convolution as one matrix times the flattened input: a row for every output, a column for every input cell. In
 * every block the weights run along diagonals (a doubly blocked Toeplitz matrix); all other entries are nought.
 */
import { sourceOf } from '../core/border.ts';
import { type Matrix, zeroMatrix } from './matrix.ts';
import { type ConvolutionSubject, placeOf, tapsOf } from './subject.ts';
import { channelsSeen } from './workings.ts';

export interface Toeplitz {
  /** [filter × output row × output column, channel × input row × input column]. */
  readonly matrix: Matrix;
  /** 1 where an entry holds a weight, be it nought or not. */
  readonly held: Uint8Array;
  /** How many do. */
  readonly occupied: number;
}

/** More entries than this are neither built nor drawn: 16×16 with three channels and three filters have 0.6 million. */
export const MOST_ENTRIES = 2_000_000;

/** How many entries it has; building it is another matter. */
export function entriesOf({ input, output }: ConvolutionSubject): number {
  return output.planes.length * output.height * output.width * input.planes.length * input.height * input.width;
}

/** A border that repeats cells adds its weights to those of the cells that it repeats. */
export function toeplitzOf(subject: ConvolutionSubject): Toeplitz {
  const { input, output, border } = subject;
  const cells = input.height * input.width;
  const positions = output.height * output.width;
  const matrix = zeroMatrix(output.planes.length * positions, input.planes.length * cells);
  const held = new Uint8Array(matrix.values.length);
  for (let row = 0; row < matrix.rows; row++) {
    const place = placeOf(subject, row);
    const channels = channelsSeen(subject, place.filter);
    for (const { y, x, weightAt } of meetings(subject, row)) {
      const [sourceY, sourceX] = [sourceOf(y, input.height, border), sourceOf(x, input.width, border)];
      if (sourceY < 0 || sourceX < 0) continue;
      channels.forEach((channel, index) => {
        const at = row * matrix.columns + channel * cells + sourceY * input.width + sourceX;
        matrix.values[at] = (matrix.values[at] as number) + weightAt(index);
        held[at] = 1;
      });
    }
  }
  return { matrix, held, occupied: held.reduce((all, one) => all + one, 0) };
}

/** The flattened input: channel after channel, row after row. */
export function flattenedInput({ input }: ConvolutionSubject): Matrix {
  const values = Float64Array.from(input.planes.flatMap((plane) => Array.from(plane)));
  return { rows: values.length, columns: 1, values };
}

interface Meeting {
  readonly y: number;
  readonly x: number;
  readonly weightAt: (channelOfGroup: number) => number;
}

function meetings(subject: ConvolutionSubject, position: number): Meeting[] {
  const { kernel, flip } = subject;
  const place = placeOf(subject, position);
  const { rows, columns } = tapsOf(subject, place);
  const planes = kernel[place.filter] ?? [];
  return rows.inputs.flatMap((y, i) =>
    columns.inputs.map((x, j): Meeting => {
      const [a, b] = [rows.weights[i] as number, columns.weights[j] as number];
      const weightAt = (channel: number): number =>
        (flip ? planes[channel]?.at(-1 - a)?.at(-1 - b) : planes[channel]?.[a]?.[b])?.value ?? 0;
      return { y, x, weightAt };
    }),
  );
}
