import type { WrittenNumber } from '../../core/numbers.ts';
import type { Activation, Pair, Plane } from '../../wire/question.ts';
import type { Plan } from './plan.ts';

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
export function latex({ weights, stride, dilation, sides, flip, transposed, bias, activation }: Plan): string | null {
  const plane = weights[0]?.[0];
  if (!plane || transposed || weights.flat().length > 1) return null;
  const [height, width] = [plane.length, plane[0]?.length ?? 1];
  const weight = flip ? `w_{${height - 1}-m,\\,${width - 1}-n}` : 'w_{m,n}';
  const x = `x_{${place('i', 'm', 'rows', stride, dilation, sides.top)},\\;${place('j', 'n', 'columns', stride, dilation, sides.left)}}`;
  const sum = `\\sum_{m=0}^{${height - 1}} \\sum_{n=0}^{${width - 1}} ${weight}\\, ${x}`;
  const [open, close] = ACTIVATIONS[activation];
  const offset = bias[0] ? (bias[0].startsWith('-') ? ` - ${bias[0].slice(1)}` : ` + ${bias[0]}`) : '';
  return `\\[\n  y_{i,j} = ${open}${sum}${offset}${close}, \\qquad\n  w = ${matrix(plane)}\n\\]\n`;
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
