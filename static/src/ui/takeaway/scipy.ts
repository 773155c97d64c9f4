import type { Activation, Border } from '../../wire/question.ts';
import { isOne, isPadded, type Plan } from './plan.ts';
import { lines, listed, nested } from './python.ts';

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

/** The question in NumPy and SciPy; null where SciPy has no such call. */
export function scipy(plan: Plan): string | null {
  if (plan.transposed || plan.groups > 1) return null;
  const { channels, weights, isDepthwise, flip, activation, bias } = plan;
  const isSingle = weights.length === 1 && weights[0]?.length === 1;
  return lines([
    'import numpy as np',
    'from scipy.signal import correlate2d',
    '',
    channels === 1 ? '# x: [height, width], pixels 0…1' : `# x: [${channels}, height, width], pixels 0…1`,
    isSingle
      ? `weights = np.array(${listed(weights[0]?.[0] ?? [], 19)})`
      : `weights = np.array(${nested(weights, 19)})`,
    flip && 'weights = weights[..., ::-1, ::-1]  # true convolution turns the kernel by 180°',
    ...dilated(plan),
    '',
    ...filtering(plan),
    '',
    applied(isSingle, isDepthwise, channels),
    bias.length === 1 && `y = y + ${bias[0]}`,
    bias.length > 1 && `y = y + np.array([${bias.join(', ')}])[:, None, None]`,
    activation !== 'none' && ACTIVATIONS[activation],
  ]);
}

function dilated({ dilation, weights }: Plan): (string | false)[] {
  if (isOne(dilation)) return [];
  const plane = weights[0]?.[0] ?? [];
  const [height, width] = [
    dilation.rows * (plane.length - 1) + 1,
    dilation.columns * ((plane[0]?.length ?? 1) - 1) + 1,
  ];
  return [
    `spread = np.zeros(weights.shape[:-2] + (${height}, ${width}))  # dilation: noughts between the weights`,
    `spread[..., ::${dilation.rows}, ::${dilation.columns}] = weights`,
    'weights = spread',
  ];
}

function filtering({ sides, border, stride }: Plan): (string | false)[] {
  const { top, right, bottom, left } = sides;
  const step = isOne(stride) ? '' : `[::${stride.rows}, ::${stride.columns}]`;
  return [
    'def filtered(plane, weights):',
    isPadded(sides) &&
      `    plane = np.pad(plane, ((${top}, ${bottom}), (${left}, ${right})), mode="${NUMPY_MODES[border]}")`,
    `    return correlate2d(plane, weights, mode="valid")${step}`,
  ];
}

function applied(isSingle: boolean, isDepthwise: boolean, channels: number): string {
  if (isDepthwise) return 'y = np.stack([filtered(plane, weights) for plane in x])';
  if (isSingle) return 'y = filtered(x, weights)';
  const planes = channels === 1 ? '[x]' : 'x';
  return `y = np.stack([sum(filtered(plane, w) for plane, w in zip(${planes}, planes)) for planes in weights])`;
}
