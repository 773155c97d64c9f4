/** A pooling in the terms that every library shares. */
import { evenWindow } from '../../core/adaptive.ts';
import type { Pair, PoolingQuestion, PoolKind } from '../../wire/question.ts';
import { isAdaptive, type PoolWindow } from '../../wire/values.ts';
import { type InputPlan, inputPlan } from './input.ts';
import { isOne, isPadded, type Sides, sidesOf } from './plan.ts';

export interface PoolingPlan extends InputPlan {
  readonly pool: PoolKind;
  readonly window: Pair;
  readonly stride: Pair;
  readonly dilation: Pair;
  readonly sides: Sides;
  /** An average that divides by the input's own cells, and has padding to leave out. */
  readonly leavesOut: boolean;
  /** One window over everything. */
  readonly isGlobal: boolean;
  /** The output that torch's adaptive pooling would be asked for to do the same; null where it cannot. */
  readonly adaptive: Pair | null;
  /** The output that the windows share out among them, where no one window and stride does that; else null. */
  readonly shared: Pair | null;
}

interface Sliding {
  readonly window: Pair;
  readonly stride: Pair;
}

const ONE: Pair = { rows: 1, columns: 1 };

/** `input` is the size of what is pooled; unknown, no pooling is global or adaptive. */
export function poolingPlan(question: PoolingQuestion, input: Pair | null): PoolingPlan {
  const { subject, pool, dilation } = question;
  const sliding = slidingOf(question, input);
  const { window, stride } = sliding ?? { window: ONE, stride: ONE };
  const sides = sidesOf(question.padding, [window.rows, window.columns], dilation);
  const isPlain = input !== null && !isPadded(sides) && isOne(dilation);
  return {
    ...{ ...inputPlan(subject), pool, window, stride, dilation, sides },
    leavesOut: pool === 'avg' && !question.countPadding && isPadded(sides),
    isGlobal: isAll(question.window) || (isPlain && window.rows === input.rows && window.columns === input.columns),
    adaptive: isPlain && sliding && (pool === 'max' || pool === 'avg') ? adaptiveOf(window, stride, input) : null,
    shared: isAdaptive(question.window) && !sliding ? question.window.outputs : null,
  };
}

/** The window and its stride; of windows that follow the output only where they are all alike. */
function slidingOf({ window, stride }: PoolingQuestion, input: Pair | null): Sliding | null {
  if (!isAdaptive(window)) return { window, stride };
  const rows = input && evenWindow(input.rows, window.outputs.rows);
  const columns = input && evenWindow(input.columns, window.outputs.columns);
  if (!rows || !columns) return null;
  return {
    window: { rows: rows.size, columns: columns.size },
    stride: { rows: rows.stride, columns: columns.stride },
  };
}

function isAll(window: PoolWindow): boolean {
  return isAdaptive(window) && window.outputs.rows === 1 && window.outputs.columns === 1;
}

function adaptiveOf(window: Pair, stride: Pair, input: Pair): Pair | null {
  const along = (axis: keyof Pair): number | null => {
    const outputs = Math.floor((input[axis] - window[axis]) / stride[axis]) + 1;
    const even = evenWindow(input[axis], outputs);
    const isSame = even?.size === window[axis] && (outputs === 1 || even.stride === stride[axis]);
    return isSame ? outputs : null;
  };
  const [rows, columns] = [along('rows'), along('columns')];
  return rows === null || columns === null ? null : { rows, columns };
}

export function isOwnStride({ window, stride }: PoolingPlan): boolean {
  return window.rows === stride.rows && window.columns === stride.columns;
}
