import type { WrittenNumber } from '../../core/numbers.ts';
import type { Activation, Pair, Plane } from '../../wire/question.ts';
import type { Plan, Sides } from './plan.ts';

const ACTIVATIONS: Readonly<Record<Activation, readonly [open: string, close: string]>> = {
  none: ['', ''],
  relu: ['\\max\\Bigl(0,\\; ', '\\Bigr)'],
  'leaky-relu': ['\\operatorname{LeakyReLU}_{0.01}\\Bigl(', '\\Bigr)'],
  sigmoid: ['\\sigma\\Bigl(', '\\Bigr)'],
  tanh: ['\\tanh\\Bigl(', '\\Bigr)'],
  abs: ['\\Bigl|', '\\Bigr|'],
  clip: ['\\operatorname{clip}_{[0,1]}\\Bigl(', '\\Bigr)'],
};

/** The sum and its kernel; null for several planes or a transposed convolution, which one such sum does not say. */
export function latex(plan: Plan): string | null {
  const { weights, transposed, bias, activation, isRow } = plan;
  const plane = weights[0]?.[0];
  if (!plane || transposed || weights.flat().length > 1) return null;
  const [open, close] = ACTIVATIONS[activation];
  const offset = bias[0] ? (bias[0].startsWith('-') ? ` - ${bias[0].slice(1)}` : ` + ${bias[0]}`) : '';
  const output = isRow ? 'y_i' : 'y_{i,j}';
  return `\\[\n  ${output} = ${open}${sumOf(plan, plane)}${offset}${close}, \\qquad\n  w = ${matrix(plane)}\n\\]\n`;
}

function sumOf({ stride, dilation, sides, flip, isRow }: Plan, plane: Plane): string {
  const [lastRow, last] = [plane.length - 1, (plane[0]?.length ?? 1) - 1];
  if (isRow) {
    const weight = flip ? `w_{${last}-m}` : 'w_m';
    return `\\sum_{m=0}^{${last}} ${weight}\\, x_{${place('i', 'm', 'columns', stride, dilation, sides.left)}}`;
  }
  const weight = flip ? `w_{${lastRow}-m,\\,${last}-n}` : 'w_{m,n}';
  return `\\sum_{m=0}^{${lastRow}} \\sum_{n=0}^{${last}} ${weight}\\, x_{${cell(stride, dilation, sides)}}`;
}

/** The input cell that weight m, n meets for output i, j: `2i + m - 1,\\;2j + n - 1`. */
export function cell(stride: Pair, dilation: Pair, { top, left }: Sides): string {
  return `${place('i', 'm', 'rows', stride, dilation, top)},\\;${place('j', 'n', 'columns', stride, dilation, left)}`;
}

/** `2i + m - 1`: where along an axis the weight meets the input. */
function place(output: string, tap: string, axis: keyof Pair, stride: Pair, dilation: Pair, before: number): string {
  const times = (factor: number, name: string): string => (factor === 1 ? name : `${factor}${name}`);
  return `${times(stride[axis], output)} + ${times(dilation[axis], tap)}${before > 0 ? ` - ${before}` : ''}`;
}

function matrix(plane: Plane): string {
  const rows = plane.map((row) => row.map(number).join(' & '));
  return `\\begin{bmatrix}\n    ${rows.join(' \\\\\n    ')}\n  \\end{bmatrix}`;
}

function number({ text }: WrittenNumber): string {
  const [above = '', below] = text.split('/');
  if (below) return above.startsWith('-') ? `-\\tfrac{${above.slice(1)}}{${below}}` : `\\tfrac{${above}}{${below}}`;
  const [mantissa, exponent] = text.split('e');
  return exponent ? `${mantissa} \\cdot 10^{${exponent}}` : text;
}
