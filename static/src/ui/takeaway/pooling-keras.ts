import type { PoolKind } from '../../wire/question.ts';
import { kerasInput } from './input.ts';
import { zeroPadding } from './keras.ts';
import { isOne, isPadded, pairText, sidesText } from './plan.ts';
import { isOwnStride, type PoolingPlan } from './pooling-plan.ts';
import { call, lines } from './python.ts';

const GLOBAL: Readonly<Record<PoolKind, string>> = {
  max: 'keras.ops.max(x, axis=(1, 2), keepdims=True)',
  min: 'keras.ops.min(x, axis=(1, 2), keepdims=True)',
  avg: 'keras.ops.mean(x, axis=(1, 2), keepdims=True)',
  sum: 'keras.ops.sum(x, axis=(1, 2), keepdims=True)',
  l2: 'keras.ops.sqrt(keras.ops.sum(x ** 2, axis=(1, 2), keepdims=True))',
};

/** The pooling in Keras 3; null for a dilation and for windows that differ, which it does not have. Its own "same" pads otherwise than ours. */
export function poolingKeras(plan: PoolingPlan): string | null {
  if (!isOne(plan.dilation) || (plan.shared && !plan.isGlobal)) return null;
  return lines(['import keras', 'import numpy as np', '', kerasInput(plan), ...pooled(plan)]);
}

function pooled(plan: PoolingPlan): (string | false)[] {
  const { pool, isGlobal, leavesOut, sides } = plan;
  if (isGlobal) return [`y = ${GLOBAL[pool]}  # global: one window over everything`];
  const inside = `inside = ${zeroPadding(sides, 'np.ones_like(x)').slice('x = '.length)}`;
  return [leavesOut && inside, isPadded(sides) && padding(plan), `y = ${callOf(plan)}`];
}

function padding({ pool, sides }: PoolingPlan): string {
  if (pool !== 'max' && pool !== 'min') return zeroPadding(sides);
  const value = pool === 'max' ? '-np.inf' : 'np.inf';
  return `x = np.pad(x, ((0, 0), ${sidesText(sides)}, (0, 0)), constant_values=${value})  # padding never wins`;
}

function callOf(plan: PoolingPlan): string {
  const cells = plan.window.rows * plan.window.columns;
  switch (plan.pool) {
    case 'max':
      return sliding('max_pool', 'x', plan);
    case 'min':
      return `-${sliding('max_pool', '-x', plan)}  # the smallest is the largest of the negatives`;
    case 'avg':
      return plan.leavesOut
        ? `${sliding('average_pool', 'x', plan)} / ${sliding('average_pool', 'inside', plan)}`
        : sliding('average_pool', 'x', plan);
    case 'sum':
      return `${cells} * ${sliding('average_pool', 'x', plan)}`;
    case 'l2':
      return `keras.ops.sqrt(${cells} * ${sliding('average_pool', 'x ** 2', plan)})`;
  }
}

function sliding(name: string, input: string, plan: PoolingPlan): string {
  return call(`keras.ops.${name}`, [
    input,
    pairText(plan.window),
    !isOwnStride(plan) && `strides=${pairText(plan.stride)}`,
    'padding="valid"',
    'data_format="channels_last"',
  ]);
}
