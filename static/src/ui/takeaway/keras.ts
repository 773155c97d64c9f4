import type { Activation } from '../../wire/question.ts';
import { kerasInput } from './input.ts';
import { isOne, isPadded, type Plan, pairText, type Sides, sidesText } from './plan.ts';
import { call, lines, nested, textsOf } from './python.ts';
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
  const { channels, isDepthwise, isRow, flip, bias, activation } = plan;
  const weights = plan.weights.map((planes) => planes.map((plane) => textsOf(plane, isRow)));
  return lines([
    'import keras',
    'import numpy as np',
    '',
    kerasInput(plan),
    `weights = np.array(${nested(weights, 19)}, dtype="float32")`,
    isRow
      ? 'weights = weights.transpose(2, 1, 0)  # length, channels, filters'
      : 'weights = weights.transpose(2, 3, 1, 0)  # rows, columns, channels, filters',
    isDepthwise && `weights = weights.repeat(${channels}, axis=-2)  # the same kernel for each channel`,
    flip &&
      (isRow
        ? 'weights = weights[::-1].copy()  # true convolution turns the kernel round'
        : 'weights = weights[::-1, ::-1].copy()  # true convolution turns the kernel by 180°'),
    padding(plan),
    ...calls(plan),
    bias.length === 1 && `y = y + ${bias[0]}`,
    bias.length > 1 && `y = keras.ops.add(y, np.array([${bias.join(', ')}], dtype="float32"))`,
    activation !== 'none' && ACTIVATIONS[activation],
  ]);
}

function padding({ sides, border, isRow }: Plan): string | false {
  if (!isPadded(sides)) return false;
  const { left, right } = sides;
  if (border !== 'zeros') {
    const cells = isRow ? `(${left}, ${right})` : sidesText(sides);
    return `x = np.pad(x, ((0, 0), ${cells}, (0, 0)), mode="${NUMPY_MODES[border]}")  # Keras has no such layer`;
  }
  if (isRow) return `x = keras.layers.ZeroPadding1D((${left}, ${right}))(x)`;
  return zeroPadding(sides);
}

export function zeroPadding(sides: Sides, input = 'x'): string {
  return `x = keras.layers.ZeroPadding2D((${sidesText(sides)}))(${input})  # (top, bottom), (left, right)`;
}

/** Keras refuses a stride together with a dilation: then every row is computed and most are left out. */
function calls({ stride, dilation, isDepthwise, isRow }: Plan): (string | false)[] {
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
    both &&
      `y = y[:, ::${stride.rows}${isRow ? '' : `, ::${stride.columns}`}, :]  # Keras takes no stride with a dilation`,
  ];
}
