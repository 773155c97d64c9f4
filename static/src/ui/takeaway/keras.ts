import type { Activation } from '../../wire/question.ts';
import { isOne, isPadded, type Plan, pairText } from './plan.ts';
import { call, lines, nested } from './python.ts';
import { NUMPY_MODES } from './scipy.ts';

const ACTIVATIONS: Readonly<Record<Activation, string>> = {
  none: '',
  relu: 'y = keras.ops.relu(y)',
  'leaky-relu': 'y = keras.ops.leaky_relu(y, negative_slope=0.01)',
  sigmoid: 'y = keras.ops.sigmoid(y)',
  tanh: 'y = keras.ops.tanh(y)',
  abs: 'y = keras.ops.absolute(y)',
  clip: 'y = keras.ops.clip(y, 0, 1)',
};

/** The question in Keras 3; null for what its calls cannot say. Its own "same" pads otherwise when there is a stride. */
export function keras(plan: Plan): string | null {
  if (plan.transposed || plan.groups > 1) return null;
  const { weights, channels, isDepthwise, flip, bias, activation } = plan;
  return lines([
    'import keras',
    'import numpy as np',
    '',
    `# x: float32 [1, height, width, ${channels}], pixels 0…1 (channels last)`,
    `weights = np.array(${nested(weights, 19)}, dtype="float32")`,
    'weights = weights.transpose(2, 3, 1, 0)  # rows, columns, channels, filters',
    isDepthwise && `weights = weights.repeat(${channels}, axis=2)  # the same kernel for each channel`,
    flip && 'weights = weights[::-1, ::-1].copy()  # true convolution turns the kernel by 180°',
    padding(plan),
    ...calls(plan),
    bias.length === 1 && `y = y + ${bias[0]}`,
    bias.length > 1 && `y = keras.ops.add(y, np.array([${bias.join(', ')}], dtype="float32"))`,
    activation !== 'none' && ACTIVATIONS[activation],
  ]);
}

function padding({ sides, border }: Plan): string | false {
  if (!isPadded(sides)) return false;
  const { top, right, bottom, left } = sides;
  const cells = `((${top}, ${bottom}), (${left}, ${right}))`;
  if (border === 'zeros') return `x = keras.layers.ZeroPadding2D(${cells})(x)  # (top, bottom), (left, right)`;
  return `x = np.pad(x, ((0, 0), ${cells.slice(1, -1)}, (0, 0)), mode="${NUMPY_MODES[border]}")  # Keras has no such layer`;
}

/** Keras refuses a stride together with a dilation: then every row is computed and most are left out. */
function calls({ stride, dilation, isDepthwise }: Plan): (string | false)[] {
  const both = !isOne(stride) && !isOne(dilation);
  return [
    `y = ${call(isDepthwise ? 'keras.ops.depthwise_conv' : 'keras.ops.conv', [
      'x',
      'weights',
      !isOne(stride) && !both && `strides=${pairText(stride)}`,
      'padding="valid"',
      'data_format="channels_last"',
      !isOne(dilation) && `dilation_rate=${pairText(dilation)}`,
    ])}`,
    both && `y = y[:, ::${stride.rows}, ::${stride.columns}, :]  # Keras takes no stride with a dilation`,
  ];
}
