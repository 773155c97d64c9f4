/**
 * A convolution as one product of matrices (im2col): every window becomes a column, every filter a row. What is
 * summed is the same; bias and activation come after.
 */
import { borderedValue } from './border.ts';
import { type Matrix, product, zeroMatrix } from './matrix.ts';
import { type ConvolutionSubject, placeOf, tapsOf } from './subject.ts';
import { channelsSeen } from './workings.ts';

export interface Unrolled {
  /** [channel × row × column of the window, output position]: a column is all that one window sees. */
  readonly patches: Matrix;
  /** [filter, channel × row × column of the window]: noughts where a filter's group does not see a channel. */
  readonly kernel: Matrix;
  /** [filter, output position]: the output's planes, a row each, before bias and activation. */
  readonly product: Matrix;
}

/** A 3×3 kernel on a 5×5 grid: patches 9×9, kernel 1×9, product 1×9. */
export function unrolledOf(subject: ConvolutionSubject): Unrolled {
  const patches = patchesOf(subject);
  const kernel = kernelRows(subject);
  return { patches, kernel, product: product(kernel, patches) };
}

/** How often a number is multiplied by a weight: noughts of other groups are not counted. */
export function multiplicationsOf({ kernel, output }: ConvolutionSubject): number {
  return kernel.flat(3).length * output.height * output.width;
}

/** The row of the patches and the column of the kernel that hold this tap of this channel. */
export function rowOfTap(
  { geometry: { rows, columns } }: ConvolutionSubject,
  channel: number,
  a: number,
  b: number,
): number {
  return (channel * rows.size + a) * columns.size + b;
}

function patchesOf(subject: ConvolutionSubject): Matrix {
  const { input, output, geometry, border } = subject;
  const positions = output.height * output.width;
  const patches = zeroMatrix(input.planes.length * geometry.rows.size * geometry.columns.size, positions);
  for (let position = 0; position < positions; position++) {
    const { rows, columns } = tapsOf(subject, placeOf(subject, position));
    input.planes.forEach((_, channel) => {
      rows.inputs.forEach((row, y) => {
        columns.inputs.forEach((column, x) => {
          const at = rowOfTap(subject, channel, rows.weights[y] as number, columns.weights[x] as number);
          patches.values[at * positions + position] = borderedValue(input, channel, row, column, border);
        });
      });
    });
  }
  return patches;
}

function kernelRows(subject: ConvolutionSubject): Matrix {
  const { kernel, input, geometry, flip } = subject;
  const taps = geometry.rows.size * geometry.columns.size;
  const rows = zeroMatrix(kernel.length, input.planes.length * taps);
  kernel.forEach((planes, filter) => {
    const channels = channelsSeen(subject, filter);
    planes.forEach((plane, index) => {
      const weights = plane.flat();
      const first = filter * rows.columns + rowOfTap(subject, channels[index] as number, 0, 0);
      (flip ? weights.reverse() : weights).forEach(({ value }, tap) => {
        rows.values[first + tap] = value;
      });
    });
  });
  return rows;
}
