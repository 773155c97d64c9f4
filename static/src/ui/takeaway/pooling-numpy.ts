import type { Pair, PoolKind } from '../../wire/question.ts';
import { numpyInput } from './input.ts';
import { isOne, isPadded, sidesText } from './plan.ts';
import type { PoolingPlan } from './pooling-plan.ts';
import { lines, SHARES } from './python.ts';

/** The pooling in NumPy: every window as a view of the input, and one number of each. */
export function poolingNumpy(plan: PoolingPlan): string {
  const { pool, isGlobal, leavesOut } = plan;
  const head = ['import numpy as np', '', numpyInput(plan)];
  if (isGlobal)
    return lines([...head, `y = ${kept(pool, 'x', ', keepdims=True')}  # global: one window over everything`]);
  if (plan.shared) return lines([...head, ...sharedOut(pool, plan.shared)]);
  const one = leavesOut ? 'np.nanmean(windows, axis=(-2, -1))' : kept(pool, 'windows');
  return lines([...head, padding(plan), ...windows(plan), `y = ${one}`]);
}

function sharedOut(pool: PoolKind, outputs: Pair): string[] {
  return [
    ...SHARES,
    `rows, columns = shares(x.shape[-2], ${outputs.rows}), shares(x.shape[-1], ${outputs.columns})`,
    `y = np.stack([np.stack([${kept(pool, 'x[..., r, c]')} for c in columns], -1) for r in rows], -2)`,
  ];
}

function kept(pool: PoolKind, of: string, rest = ''): string {
  const axes = `axis=(-2, -1)${rest}`;
  if (pool === 'l2') return `np.sqrt((${of} ** 2).sum(${axes}))`;
  return `${of}.${pool === 'avg' ? 'mean' : pool}(${axes})`;
}

function padding({ pool, sides, channels, leavesOut }: PoolingPlan): string | false {
  if (!isPadded(sides)) return false;
  const cells = channels === 1 ? sidesText(sides) : `(0, 0), ${sidesText(sides)}`;
  const [value, why] = leavesOut
    ? ['np.nan', '  # padding is not counted']
    : pool === 'max'
      ? ['-np.inf', '  # padding never wins']
      : pool === 'min'
        ? ['np.inf', '  # padding never wins']
        : ['0', ''];
  return `x = np.pad(x, (${cells}), constant_values=${value})${why}`;
}

function windows({ window, stride, dilation }: PoolingPlan): (string | false)[] {
  const along = (axis: 'rows' | 'columns'): number => dilation[axis] * (window[axis] - 1) + 1;
  const taps = isOne(dilation) ? '' : `, ::${dilation.rows}, ::${dilation.columns}`;
  const steps = `::${stride.rows}, ::${stride.columns}${taps === '' ? ', :, :' : taps}`;
  return [
    `windows = np.lib.stride_tricks.sliding_window_view(x, (${along('rows')}, ${along('columns')}), axis=(-2, -1))`,
    (!isOne(stride) || taps !== '') && `windows = windows[..., ${steps}]  # stride${taps === '' ? '' : ', dilation'}`,
  ];
}
