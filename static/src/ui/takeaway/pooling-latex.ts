import type { Pair, PoolKind } from '../../wire/question.ts';
import { cell } from './latex.ts';
import { isPadded } from './plan.ts';
import type { PoolingPlan } from './pooling-plan.ts';

/** One output as a formula; what padding does is said beside it. */
export function poolingLatex(plan: PoolingPlan): string {
  const { pool, sides, leavesOut } = plan;
  const isChosen = pool === 'max' || pool === 'min';
  const note = leavesOut
    ? `W_{i,j} = \\{(${cell(plan.stride, plan.dilation, sides)}) \\text{ inside the input}\\}`
    : isChosen
      ? '\\text{padding never wins}'
      : 'x = 0 \\text{ outside the input}';
  return `\\[\n  y_{i,j} = ${formula(plan)}${isPadded(sides) ? `, \\qquad\n  ${note}` : ''}\n\\]\n`;
}

function formula({ pool, window, stride, dilation, sides, leavesOut, shared }: PoolingPlan): string {
  if (shared) return sharedOut(pool, shared);
  if (leavesOut) return '\\frac{1}{|W_{i,j}|} \\sum_{(r,c) \\in W_{i,j}} x_{r,c}';
  const x = `x_{${cell(stride, dilation, sides)}}`;
  const sum = `\\sum_{m=0}^{${window.rows - 1}} \\sum_{n=0}^{${window.columns - 1}} ${x}`;
  switch (pool) {
    case 'max':
    case 'min':
      return `\\${pool}_{\\substack{0 \\le m < ${window.rows} \\\\ 0 \\le n < ${window.columns}}} ${x}`;
    case 'avg':
      return `\\frac{1}{${window.rows * window.columns}} ${sum}`;
    case 'sum':
      return sum;
    case 'l2':
      return `\\sqrt{${sum}^2}`;
  }
}

/** Over H rows and W columns, window by window; neighbours may share cells. */
function sharedOut(pool: PoolKind, { rows, columns }: Pair): string {
  const along = (cell: string, i: string, n: string, m: number): string =>
    `\\lfloor \\tfrac{${i} ${n}}{${m}} \\rfloor \\le ${cell} < \\lceil \\tfrac{(${i}+1) ${n}}{${m}} \\rceil`;
  const cells = `\\substack{${along('r', 'i', 'H', rows)} \\\\ ${along('c', 'j', 'W', columns)}}`;
  const sum = `\\sum_{${cells}} x_{r,c}`;
  switch (pool) {
    case 'max':
    case 'min':
      return `\\${pool}_{${cells}} x_{r,c}`;
    case 'avg':
      return `\\frac{1}{|W_{i,j}|} ${sum}`;
    case 'sum':
      return sum;
    case 'l2':
      return `\\sqrt{${sum}^2}`;
  }
}
