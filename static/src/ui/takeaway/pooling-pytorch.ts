import type { Pair } from '../../wire/question.ts';
import { torchInput } from './input.ts';
import { isOne, isPadded, pairText, type Sides } from './plan.ts';
import { isOwnStride, type PoolingPlan } from './pooling-plan.ts';
import { call, lines, SHARES } from './python.ts';

/** One window over everything needs no window. */
const GLOBAL: Readonly<Record<PoolingPlan['pool'], string>> = {
  max: 'x.amax((-2, -1), keepdim=True)',
  min: 'x.amin((-2, -1), keepdim=True)',
  avg: 'x.mean((-2, -1), keepdim=True)',
  sum: 'x.sum((-2, -1), keepdim=True)',
  l2: 'torch.linalg.vector_norm(x, dim=(-2, -1), keepdim=True)',
};

/** The pooling in PyTorch, which pads alike on opposite sides and by half a window at most; all else is padded first. */
export function poolingPytorch(plan: PoolingPlan): string {
  const { pool, adaptive, isGlobal } = plan;
  return lines([
    'import torch',
    'import torch.nn.functional as F',
    '',
    torchInput(plan),
    adaptive && `# the same here: F.adaptive_${pool}_pool2d(x, ${pairText(adaptive)})`,
    ...(plan.shared && !isGlobal
      ? sharedOut(plan, plan.shared)
      : isGlobal
        ? [`y = ${GLOBAL[pool]}  # global: one window over everything`]
        : slid(plan)),
  ]);
}

/** Windows that differ by a cell: torch has them for the largest and the average, all else is written out. */
function sharedOut({ pool }: PoolingPlan, outputs: Pair): string[] {
  const size = pairText(outputs);
  if (pool === 'min')
    return [`y = -F.adaptive_max_pool2d(-x, ${size})  # the smallest is the largest of the negatives`];
  if (pool === 'max' || pool === 'avg') return [`y = F.adaptive_${pool}_pool2d(x, ${size})`];
  const one = pool === 'sum' ? 'x[..., r, c].sum((-2, -1))' : 'torch.linalg.vector_norm(x[..., r, c], dim=(-2, -1))';
  return [
    ...SHARES,
    `rows, columns = shares(x.shape[-2], ${outputs.rows}), shares(x.shape[-1], ${outputs.columns})`,
    `y = torch.stack([torch.stack([${one} for c in columns], -1) for r in rows], -2)`,
  ];
}

function slid(plan: PoolingPlan): (string | false)[] {
  const { leavesOut, sides } = plan;
  const isOwn = isOwnPadding(plan);
  if (leavesOut && !isOwn) {
    return [
      `inside = F.pad(torch.ones_like(x), ${torchSides(sides)})  # left, right, top, bottom`,
      `x = F.pad(x, ${torchSides(sides)})`,
      `y = ${average('x', plan)} / ${average('inside', plan)}  # padding is not counted`,
    ];
  }
  return [isPadded(sides) && !isOwn && padded(plan), `y = ${callOf(plan, isOwn)}`];
}

function callOf(plan: PoolingPlan, isOwn: boolean): string {
  const padding = isOwn && isPadded(plan.sides) && paddingText(plan.sides);
  switch (plan.pool) {
    case 'max':
      return best('x', plan, padding);
    case 'min':
      return `-${best('-x', plan, padding)}  # the smallest is the largest of the negatives`;
    case 'avg':
      return average('x', plan, padding, plan.leavesOut && 'count_include_pad=False');
    case 'sum':
      return average('x', plan, padding, 'divisor_override=1');
    case 'l2':
      return `${average('x ** 2', plan, padding, 'divisor_override=1')}.sqrt()`;
  }
}

function best(input: string, plan: PoolingPlan, padding: string | false): string {
  const { window, dilation } = plan;
  const spread = !isOne(dilation) && `dilation=${pairText(dilation)}`;
  return call('F.max_pool2d', [input, pairText(window), strideText(plan), padding, spread]);
}

function average(input: string, plan: PoolingPlan, ...rest: (string | false)[]): string {
  return call('F.avg_pool2d', [input, pairText(plan.window), strideText(plan), ...rest]);
}

function strideText(plan: PoolingPlan): string | false {
  return !isOwnStride(plan) && `stride=${pairText(plan.stride)}`;
}

function paddingText({ top, left }: Sides): string {
  return `padding=${pairText({ rows: top, columns: left })}`;
}

function padded({ pool, sides }: PoolingPlan): string {
  const value = pool === 'max' ? ', value=-torch.inf' : pool === 'min' ? ', value=torch.inf' : '';
  const why = value === '' ? '' : '; padding never wins';
  return `x = F.pad(x, ${torchSides(sides)}${value})  # left, right, top, bottom${why}`;
}

function torchSides({ top, right, bottom, left }: Sides): string {
  return `(${left}, ${right}, ${top}, ${bottom})`;
}

function isOwnPadding({ sides: { top, right, bottom, left }, window }: PoolingPlan): boolean {
  const isEven = top === bottom && left === right;
  return isEven && 2 * top <= window.rows && 2 * left <= window.columns;
}
