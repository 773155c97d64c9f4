/** An architecture as Keras: a Sequential where it is a plain row of layers. Channels come last there. */
import { paddingOf } from '../../core/geometry.ts';
import { type Described, rowOf } from './pytorch.ts';

type Fields = Readonly<Record<string, unknown>>;
type Pair = readonly [rows: number, columns: number];
type Sides = readonly [top: number, right: number, bottom: number, left: number];

const ACTIVATIONS: Readonly<Record<string, string>> = {
  relu: 'ReLU()',
  relu6: 'ReLU(max_value=6)',
  'leaky-relu': 'LeakyReLU(negative_slope=0.01)',
  sigmoid: 'Activation("sigmoid")',
  tanh: 'Activation("tanh")',
  softmax: 'Softmax()',
};

/** The code, or null where it is more than a row, or where Keras has no layer that does the same. */
export function kerasOf(
  { input, layers: described }: Described,
  entries: readonly { readonly output_shape: readonly number[] }[],
): string | null {
  const layers = rowOf(described);
  if (layers.length !== entries.length - 1) return null;
  const lines = layers.map((layer, index) => linesOf(layer as Fields, entries[index]?.output_shape ?? []));
  if (!lines.every((line): line is string[] => line !== null)) return null;
  const [channels = 1, height = 1, width = 1] = input;
  const told = lines.flatMap((own, index) => {
    const shape = entries[index + 1]?.output_shape ?? [];
    const last = `${own.at(-1)}  # ${[...shape.slice(1), shape[0]].join(' × ')}`;
    return [...own.slice(0, -1), last].map((line) => `        ${line}`);
  });
  return [
    'import keras',
    'from keras import layers',
    '',
    'network = keras.Sequential(',
    '    [',
    `        keras.Input(shape=(${height}, ${width}, ${channels})),`,
    ...told,
    '    ]',
    ')',
  ].join('\n');
}

function linesOf(layer: Fields, shape: readonly number[]): string[] | null {
  switch (layer.type) {
    case 'conv':
      return convolution(layer);
    case 'pool':
      return pool(layer);
    case 'global-pool':
      return [`layers.Global${layer.kind === 'max' ? 'Max' : 'Average'}Pooling2D(keepdims=True),`];
    case 'activation':
      return [`layers.${ACTIVATIONS[layer.function as string]},`];
    case 'batch-norm':
      // The other library counts what is kept, ours what is new.
      return [
        `layers.BatchNormalization(momentum=${1 - Number(layer.momentum ?? 0.1)}, epsilon=${layer.epsilon ?? 1e-5}),`,
      ];
    case 'flatten': {
      const isMap = shape.length === 3 && (shape[1] ?? 1) * (shape[2] ?? 1) > 1;
      return [...(isMap ? ['layers.Permute((3, 1, 2)),  # channel by channel, as here'] : []), 'layers.Flatten(),'];
    }
    case 'dropout':
      return [`layers.Dropout(${layer.rate}),`];
    case 'linear':
      return [`layers.Dense(${layer.units}${layer.bias === false ? ', use_bias=False' : ''}),`];
    default:
      return null;
  }
}

function convolution({ filters, kernel, stride, padding, dilation, groups, bias }: Fields): string[] | null {
  const [size, step, gap] = [pairOf(kernel), pairOf(stride), pairOf(dilation)];
  if (isMore(step) && isMore(gap)) return null; // Keras takes no stride together with a dilation
  const sides = sidesOf(padding, size, gap);
  const isSame = !isMore(step) && isPadded(sides) && sides.join() === sidesOf('same', size, gap).join();
  const named = [
    ...unless('strides', step),
    ...(isSame ? ['padding="same"'] : []),
    ...unless('dilation_rate', gap),
    ...(Number(groups ?? 1) > 1 ? [`groups=${groups}`] : []),
    ...(bias === false ? ['use_bias=False'] : []),
  ];
  return [...(isSame ? [] : padded(sides)), `layers.Conv2D(${[filters, written(size), ...named].join(', ')}),`];
}

function pool({ kind, window, stride, padding, ceil, count_padding }: Fields): string[] | null {
  const size = pairOf(window);
  const sides = sidesOf(padding, size, [1, 1]);
  // Zeros around a maximum could win, and around an average they are counted.
  if (ceil || (isPadded(sides) && (kind === 'max' || count_padding === false))) return null;
  const step = stride ? pairOf(stride) : size;
  const named = step.join() === size.join() ? [] : [`strides=${written(step)}`];
  const name = kind === 'max' ? 'MaxPooling2D' : 'AveragePooling2D';
  return [...padded(sides), `layers.${name}(${[written(size), ...named].join(', ')}),`];
}

function padded(sides: Sides): string[] {
  const [top, right, bottom, left] = sides;
  return isPadded(sides) ? [`layers.ZeroPadding2D(((${top}, ${bottom}), (${left}, ${right}))),`] : [];
}

function sidesOf(given: unknown, [rows, columns]: Pair, [down, across]: Pair): Sides {
  if (given === 'same') {
    const [[top, bottom], [left, right]] = [paddingOf('same', rows, down), paddingOf('same', columns, across)];
    return [top, right, bottom, left];
  }
  if (Array.isArray(given)) return given as unknown as Sides;
  const cells = typeof given === 'number' ? given : 0;
  return [cells, cells, cells, cells];
}

function pairOf(given: unknown): Pair {
  return Array.isArray(given) ? (given as unknown as Pair) : [Number(given ?? 1), Number(given ?? 1)];
}

function isMore(pair: Pair): boolean {
  return pair.some((one) => one > 1);
}

function isPadded(sides: Sides): boolean {
  return sides.some((cells) => cells > 0);
}

function unless(name: string, pair: Pair): string[] {
  return isMore(pair) ? [`${name}=${written(pair)}`] : [];
}

function written([rows, columns]: Pair): string {
  return rows === columns ? `${rows}` : `(${rows}, ${columns})`;
}
