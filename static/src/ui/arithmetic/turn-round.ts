/** A convolution turned round: from its output back to the shape of its input. And both with ones for numbers. */

import { shortest } from '../../core/digits.ts';
import { numberOf, ZERO } from '../../core/numbers.ts';
import type { ConvolutionSubject } from '../../scene/subject.ts';
import type { Volume } from '../../scene/volume.ts';
import type { ConvolutionQuestion, Grid, Kernel } from '../../wire/question.ts';

/** What the grammar can write as a grid, and as the planes of a kernel. */
const MOST_CELLS = 64;
const MOST_PLANES = 64;

/** Why the output of this cannot be the input of a transposed convolution; null where it can. */
export function turnRefusal({ output, kernel }: ConvolutionSubject): string | null {
  const { height, width, planes } = output;
  if (height > MOST_CELLS || width > MOST_CELLS) {
    return `Only grids of up to ${MOST_CELLS} × ${MOST_CELLS} can be turned round; this output is ${height} × ${width}.`;
  }
  if (planes.length > MOST_PLANES || (kernel[0]?.length ?? 0) > MOST_PLANES) {
    return `Only ${MOST_PLANES} channels can be turned round; this output has ${planes.length}.`;
  }
  return null;
}

/**
 * The transposed convolution that starts from a convolution's output and ends at the shape of its input: what the
 * stride's rounding has dropped comes back as output padding, and filters and channels change places.
 */
export function turnedRound(question: ConvolutionQuestion, subject: ConvolutionSubject): Partial<ConvolutionQuestion> {
  const { geometry, input, output } = subject;
  const dropped = geometry.transposed
    ? { rows: 0, columns: 0 }
    : { rows: geometry.rows.trailing(input.height), columns: geometry.columns.trailing(input.width) };
  return {
    subject: { kind: 'grid', grid: gridOf(output) },
    kernel: changedPlaces(question.kernel, question.groups),
    outputPadding: dropped,
    border: 'zeros',
    transposed: true,
    bias: [ZERO],
    activation: 'none',
  };
}

/** Ones for every value and weight: what comes out is the count of the stamps, on a scale from the least to the most. */
export function withOnes({ kernel }: ConvolutionQuestion, subject: ConvolutionSubject): Partial<ConvolutionQuestion> {
  const { rows, columns } = subject.geometry;
  const { planes, height, width } = subject.input;
  return {
    subject: { kind: 'grid', grid: planes.map(() => ones(height, width)) },
    kernel: kernel.map((filter) => filter.map(() => ({ kind: 'written', rows: ones(rows.size, columns.size) }))),
    bias: [ZERO],
    activation: 'none',
    values: 'min-max',
  };
}

/** Whether all values and weights are ones already. */
export function isOnes({ input, kernel }: ConvolutionSubject): boolean {
  return kernel.flat(3).every(({ value }) => value === 1) && input.planes.every((plane) => plane.every((v) => v === 1));
}

/** [filter][channel] becomes [channel][filter] within each group; a plane that serves all channels stays. */
function changedPlaces(kernel: Kernel, groups: number): Kernel {
  if (kernel.length === 1 && kernel[0]?.length === 1) return kernel;
  const inGroup = kernel.length / groups;
  return Array.from({ length: groups }, (_, group) => {
    const own = kernel.slice(group * inGroup, (group + 1) * inGroup);
    return (own[0] ?? []).map((__, channel) => own.flatMap((filter) => filter[channel] ?? []));
  }).flat();
}

function gridOf({ planes, height, width }: Volume): Grid {
  return planes.map((plane) =>
    Array.from({ length: height }, (_, row) =>
      Array.from(plane.subarray(row * width, (row + 1) * width), (value) => numberOf(shortest(value))),
    ),
  );
}

function ones(rows: number, columns: number) {
  return Array.from({ length: rows }, () => Array.from({ length: columns }, () => numberOf(1)));
}
