/** An architecture as PyTorch: a Sequential where it is a plain row of layers; and what is changed in it. */
import type { Edits } from '../../wire/edits.ts';

export interface Described {
  readonly input: readonly number[];
  readonly layers: readonly object[];
}

interface Entry {
  readonly name: string;
  readonly type: string;
  readonly output_shape: readonly number[];
  readonly inputs: readonly string[];
}

type Fields = Readonly<Record<string, unknown>>;

const ACTIVATIONS: Readonly<Record<string, string>> = {
  relu: 'ReLU()',
  relu6: 'ReLU6()',
  'leaky-relu': 'LeakyReLU()',
  sigmoid: 'Sigmoid()',
  tanh: 'Tanh()',
  softmax: 'Softmax(dim=-1)',
};

/** The code, or null where skips or branches make it more than a row. */
export function pytorchOf(described: Described, entries: readonly Entry[]): string | null {
  const layers = rowOf(described.layers);
  const shapes = entries.map(({ output_shape }) => output_shape);
  if (layers.length !== entries.length - 1) return null;
  const lines = layers.map((layer, index) => moduleOf(layer as Fields, shapes[index] as number[]));
  if (lines.some((line) => line === null)) return null;
  const modules = lines.map((line, index) => `    ${line},  # ${shapes[index + 1]?.join(' × ')}`);
  return ['from torch import nn', '', 'network = nn.Sequential(', ...modules, ')'].join('\n');
}

/** Blocks are a name for layers that follow each other, as often as they say. */
export function rowOf(layers: readonly object[]): readonly object[] {
  return layers.flatMap((layer) => {
    const { type, layers: inner, repeat } = layer as { type?: string; layers?: readonly object[]; repeat?: number };
    return type === 'block' && inner ? Array.from({ length: repeat ?? 1 }, () => rowOf(inner)).flat() : [layer];
  });
}

/** The changes as lines after the network's: kernels are written over, silent channels are 0 behind their layer. */
export function pytorchEdits(edits: Edits, entries: readonly Pick<Entry, 'name'>[]): string[] {
  if (edits.length === 0) return [];
  const lines = edits.map((edit) => {
    const at = entries.findIndex(({ name }) => name === edit.layer) - 1;
    if (edit.kind === 'rewrite') {
      const rows = edit.kernel.map((row) => `[${row.map(({ text }) => text).join(', ')}]`).join(', ');
      return `network[${at}].weight.data[${edit.filter}, ${edit.channel}] = torch.tensor([${rows}])  # ${edit.layer}`;
    }
    const silent = (maps: string): string => `${maps}.index_fill(1, torch.tensor([${edit.channel}]), 0)`;
    return at < 0
      ? `network.register_forward_pre_hook(lambda module, given: (${silent('given[0]')},))  # ${edit.layer}`
      : `network[${at}].register_forward_hook(lambda module, given, made: ${silent('made')})  # ${edit.layer}`;
  });
  return ['', 'import torch', '', '# what was changed in the trained network: load its weights first', ...lines];
}

function moduleOf(layer: Fields, [channels = 1]: readonly number[]): string | null {
  switch (layer.type) {
    case 'conv':
      return isUneven(layer) ? null : call('Conv2d', [channels, layer.filters, pair(layer.kernel)], convolved(layer));
    case 'pool':
      return isUneven(layer)
        ? null
        : call(layer.kind === 'max' ? 'MaxPool2d' : 'AvgPool2d', [pair(layer.window)], pooled(layer));
    case 'global-pool':
      return call(layer.kind === 'max' ? 'AdaptiveMaxPool2d' : 'AdaptiveAvgPool2d', [1]);
    case 'adaptive-pool':
      return call(layer.kind === 'max' ? 'AdaptiveMaxPool2d' : 'AdaptiveAvgPool2d', [pair(layer.size)]);
    case 'activation':
      return `nn.${ACTIVATIONS[layer.function as string]}`;
    case 'batch-norm':
      return call('BatchNorm2d', [channels]);
    case 'flatten':
      return 'nn.Flatten()';
    case 'dropout':
      return call('Dropout', [layer.rate]);
    case 'linear':
      return call('Linear', [channels, layer.units], layer.bias === false ? ['bias=False'] : []);
    default:
      return null;
  }
}

function call(name: string, given: readonly unknown[], named: readonly string[] = []): string {
  return `nn.${name}(${[...given, ...named].join(', ')})`;
}

function convolved({ stride, padding, dilation, groups, bias }: Fields): string[] {
  return [
    ...unless('stride', pair(stride), '1'),
    ...unless('padding', paddingText(padding), '0'),
    ...unless('dilation', pair(dilation), '1'),
    ...unless('groups', `${groups ?? 1}`, '1'),
    ...(bias === false ? ['bias=False'] : []),
  ];
}

/** torch pads a layer alike on both sides. */
function isUneven({ padding }: Fields): boolean {
  if (!Array.isArray(padding)) return false;
  const [top, right, bottom, left] = padding;
  return top !== bottom || left !== right;
}

function pooled({ stride, padding, window, ceil, count_padding }: Fields): string[] {
  const step = stride ? pair(stride) : pair(window);
  return [
    ...unless('stride', step, pair(window)),
    ...unless('padding', paddingText(padding), '0'),
    ...(ceil ? ['ceil_mode=True'] : []),
    ...(count_padding === false ? ['count_include_pad=False'] : []),
  ];
}

function unless(name: string, text: string, usual: string): string[] {
  return text === usual ? [] : [`${name}=${text}`];
}

/** `3`, or `(3, 5)` for rows and columns. */
function pair(given: unknown): string {
  if (!Array.isArray(given)) return `${given ?? 1}`;
  return given.every((one) => one === given[0]) ? `${given[0]}` : `(${given.join(', ')})`;
}

function paddingText(given: unknown): string {
  if (given === 'same') return '"same"';
  if (given === 'valid' || given === undefined) return '0';
  if (!Array.isArray(given)) return `${given}`;
  return pair([given[0], given[3]]);
}
