/** A question in the terms that every library shares: weights, sides of padding, strides. Nothing left to keywords. */
import { paddingOf } from '../../core/geometry.ts';
import type { Activation, Border, ConvolutionQuestion, Pair, Plane } from '../../wire/question.ts';

export interface Sides {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

export interface Plan {
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
  /** How many planes the input has. */
  readonly channels: number;
  /** One plane that filters every channel by itself. */
  readonly isDepthwise: boolean;
}

export function planOf(question: ConvolutionQuestion, weights: readonly (readonly Plane[])[]): Plan {
  const { subject, stride, dilation, outputPadding, border, groups, flip, transposed, activation, bias } = question;
  const channels = subject.kind === 'grid' ? subject.grid.length : subject.channels === 'rgb' ? 3 : 1;
  const isOnePlane = weights.length === 1 && weights[0]?.length === 1;
  return {
    ...{ weights, stride, dilation, outputPadding, border, groups, flip, transposed, activation, channels },
    sides: sidesOf(question, weights[0]?.[0] ?? []),
    bias: bias.some(({ value }) => value !== 0) ? bias.map(({ text }) => text) : [],
    isDepthwise: isOnePlane && channels > 1 && groups === 1,
  };
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

function sidesOf({ padding, dilation }: ConvolutionQuestion, plane: Plane): Sides {
  if (padding.kind === 'cells') return padding;
  const [top, bottom] = paddingOf(padding.keyword, plane.length, dilation.rows);
  const [left, right] = paddingOf(padding.keyword, plane[0]?.length ?? 1, dilation.columns);
  return { top, right, bottom, left };
}
