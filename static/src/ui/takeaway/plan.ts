/** A question in the terms that every library shares: weights, sides of padding, strides. Nothing left to keywords. */
import { paddingOf } from '../../core/geometry.ts';
import type { Activation, Border, ConvolutionQuestion, Padding, Pair, Plane } from '../../wire/question.ts';
import { type InputPlan, inputPlan } from './input.ts';

export interface Sides {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

export interface Plan extends InputPlan {
  /** [filter][channel] planes. */
  readonly weights: readonly (readonly Plane[])[];
  readonly stride: Pair;
  readonly dilation: Pair;
  readonly outputPadding: Pair;
  readonly sides: Sides;
  readonly border: Border;
  readonly groups: number;
  readonly flip: boolean;
  readonly transposed: boolean;
  readonly bias: readonly string[];
  readonly activation: Activation;
  /** One plane that filters every channel by itself. */
  readonly isDepthwise: boolean;
}

export function planOf(question: ConvolutionQuestion, weights: readonly (readonly Plane[])[]): Plan {
  const { subject, border, groups, flip, transposed, activation, bias } = question;
  const plane = weights[0]?.[0] ?? [];
  const sides = sidesOf(question.padding, [plane.length, plane[0]?.length ?? 1], question.dilation);
  const isRow = isSignal(question, plane, sides);
  const input = inputPlan(subject, isRow);
  const isOnePlane = weights.length === 1 && weights[0]?.length === 1;
  const along = (pair: Pair): Pair => (isRow ? { rows: pair.columns, columns: pair.columns } : pair);
  return {
    ...{ ...input, weights, sides, border, groups, flip, transposed, activation },
    stride: along(question.stride),
    dilation: along(question.dilation),
    outputPadding: along(question.outputPadding),
    bias: bias.some(({ value }) => value !== 0) ? bias.map(({ text }) => text) : [],
    isDepthwise: isOnePlane && input.channels > 1 && groups === 1,
  };
}

/** One row under weights of one row, and nothing above or below it: then rows have no part in it. */
function isSignal({ subject, outputPadding }: ConvolutionQuestion, plane: Plane, { top, bottom }: Sides): boolean {
  const isOneRow = subject.kind === 'grid' && subject.grid[0]?.length === 1 && plane.length === 1;
  return isOneRow && top + bottom + outputPadding.rows === 0;
}

export function isPadded({ top, right, bottom, left }: Sides): boolean {
  return top + right + bottom + left > 0;
}

export function isOne({ rows, columns }: Pair): boolean {
  return rows === 1 && columns === 1;
}

/** `2`, or `(2, 1)` where rows and columns differ. */
export function pairText({ rows, columns }: Pair): string {
  return rows === columns ? `${rows}` : `(${rows}, ${columns})`;
}

/** `(1, 1), (0, 2)`: above and below, left and right. */
export function sidesText({ top, right, bottom, left }: Sides): string {
  return `(${top}, ${bottom}), (${left}, ${right})`;
}

/** The cells that a padding adds around an input for a window of so many rows and columns. */
export function sidesOf(padding: Padding, [rows, columns]: readonly [number, number], dilation: Pair): Sides {
  if (padding.kind === 'cells') return padding;
  const [top, bottom] = paddingOf(padding.keyword, rows, dilation.rows);
  const [left, right] = paddingOf(padding.keyword, columns, dilation.columns);
  return { top, right, bottom, left };
}
