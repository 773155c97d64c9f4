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

function formula({ pool, window, stride, dilation, sides, leavesOut }: PoolingPlan): string {
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
