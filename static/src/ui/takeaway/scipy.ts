import type { Activation, Border, Plane } from '../../wire/question.ts';
import { numpyInput } from './input.ts';
import { isOne, isPadded, type Plan, sidesText } from './plan.ts';
import { lines, nested, textsOf } from './python.ts';

const ACTIVATIONS: Readonly<Record<Activation, string>> = {
  none: '',
  relu: 'y = np.maximum(y, 0)',
  'leaky-relu': 'y = np.where(y < 0, 0.01 * y, y)',
  sigmoid: 'y = 1 / (1 + np.exp(-y))',
  tanh: 'y = np.tanh(y)',
  abs: 'y = np.abs(y)',
  clip: 'y = np.clip(y, 0, 1)',
};

/** What numpy calls the borders; its "reflect" is torch's, its "symmetric" is another. */
export const NUMPY_MODES: Readonly<Record<Border, string>> = {
  zeros: 'constant',
  reflect: 'reflect',
  replicate: 'edge',
  circular: 'wrap',
};

/** The question in NumPy and SciPy; null where SciPy has no such call. Of a row NumPy needs no SciPy. */
export function scipy(plan: Plan): string | null {
  if (plan.transposed || plan.groups > 1) return null;
  const { isRow, channels, weights, isDepthwise, flip, activation, bias } = plan;
  const isSingle = weights.length === 1 && weights[0]?.length === 1;
  const nest = weights.map((planes) => planes.map((plane) => textsOf(plane, isRow)));
  return lines([
    'import numpy as np',
    !isRow && 'from scipy.signal import correlate2d',
    '',
    numpyInput(plan),
    `weights = np.array(${nested(isSingle ? (nest[0]?.[0] ?? []) : nest, 19)})`,
    flip && !isRow && 'weights = weights[..., ::-1, ::-1]  # true convolution turns the kernel by 180°',
    ...dilated(plan),
    ...(isRow && isSingle && channels === 1
      ? sliding(plan, 'x', 'y = ')
      : ['', ...(isRow ? filteringRow(plan) : filtering(plan)), '', applied(isSingle, isDepthwise, channels)]),
    bias.length === 1 && `y = y + ${bias[0]}`,
    bias.length > 1 && `y = y + np.array([${bias.join(', ')}])[:, ${isRow ? 'None' : 'None, None'}]`,
    activation !== 'none' && ACTIVATIONS[activation],
  ]);
}

function dilated({ dilation, weights, isRow }: Plan): (string | false)[] {
  if (isOne(dilation)) return [];
  const plane = weights[0]?.[0] ?? [];
  const height = dilation.rows * (plane.length - 1) + 1;
  const width = extentOf(plane, dilation.columns);
  const [kept, size, step] = isRow
    ? ['-1', `${width},`, `::${dilation.columns}`]
    : ['-2', `${height}, ${width}`, `::${dilation.rows}, ::${dilation.columns}`];
  return [
    `spread = np.zeros(weights.shape[:${kept}] + (${size}))  # dilation: noughts between the weights`,
    `spread[..., ${step}] = weights`,
    'weights = spread',
  ];
}

function extentOf(plane: Plane, dilation: number): number {
  return dilation * ((plane[0]?.length ?? 1) - 1) + 1;
}

/** NumPy convolves rows itself, under the names of the lectures wherever it pads as they do. */
function sliding(plan: Plan, row: string, result: string): (string | false)[] {
  const { flip, stride, border, sides } = plan;
  const mode = modeOf(plan);
  const step = isOne(stride) ? '' : `[::${stride.columns}]`;
  const name = flip ? 'convolve' : 'correlate';
  return [
    mode === null && `${row} = np.pad(${row}, (${sides.left}, ${sides.right}), mode="${NUMPY_MODES[border]}")`,
    `${result}np.${name}(${row}, weights, mode="${mode ?? 'valid'}")${step}`,
  ];
}

function filteringRow(plan: Plan): string[] {
  const body = sliding(plan, 'row', 'return ').filter((line) => line !== false);
  return ['def filtered(row, weights):', ...body.map((line) => `    ${line}`)];
}

/** Null where the row has to be padded first; NumPy's "same" is ours where the kernel has a middle and is no longer. */
function modeOf({ weights, dilation, sides: { left, right }, border, grid }: Plan): string | null {
  const extent = extentOf(weights[0]?.[0] ?? [], dilation.columns);
  const length = grid?.[0]?.[0]?.length ?? 0;
  if (left + right === 0) return 'valid';
  if (border !== 'zeros' || left !== right || extent > length) return null;
  if (left === extent - 1) return 'full';
  return 2 * left === extent - 1 ? 'same' : null;
}

function filtering({ sides, border, stride }: Plan): (string | false)[] {
  const step = isOne(stride) ? '' : `[::${stride.rows}, ::${stride.columns}]`;
  return [
    'def filtered(plane, weights):',
    isPadded(sides) && `    plane = np.pad(plane, (${sidesText(sides)}), mode="${NUMPY_MODES[border]}")`,
    `    return correlate2d(plane, weights, mode="valid")${step}`,
  ];
}

function applied(isSingle: boolean, isDepthwise: boolean, channels: number): string {
  if (isDepthwise) return 'y = np.stack([filtered(plane, weights) for plane in x])';
  if (isSingle) return 'y = filtered(x, weights)';
  const planes = channels === 1 ? '[x]' : 'x';
  return `y = np.stack([sum(filtered(plane, w) for plane, w in zip(${planes}, planes)) for planes in weights])`;
}
