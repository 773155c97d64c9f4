/** A network that is small enough to be calculated by hand: one pixel row, a convolution, a ReLU, a dense layer. */
import type { LayerEntry, LayerMaps, NetworkDescription, Prediction, UnitAnswer } from '../../wire/network-answers.ts';
import { keyOfShown, type Shown } from '../../wire/networks.ts';
import type { NetworksAsker } from './sitting.ts';

export function layerOf(name: string, type: string, inputs: string[], output_shape: number[], more = {}): LayerEntry {
  return {
    name,
    type,
    inputs,
    output_shape,
    kernel: null,
    stride: null,
    padding: null,
    dilation: null,
    groups: null,
    count_padding: null,
    jump: [1, 1],
    receptive_field: [1, 1],
    start: [0, 0],
    padding_share: 0,
    parameters: 0,
    macs: 0,
    bytes: 0,
    ...more,
  };
}

const window = { kernel: [1, 2], stride: [1, 1], padding: [0, 0, 0, 0], dilation: [1, 1], groups: 1 };

export const LAYERS: readonly LayerEntry[] = [
  layerOf('input', 'input', [], [1, 1, 3]),
  layerOf('conv1', 'conv', ['input'], [2, 1, 2], window),
  layerOf('relu1', 'relu', ['conv1'], [2, 1, 2]),
  layerOf('flatten1', 'flatten', ['relu1'], [4]),
  layerOf('linear1', 'linear', ['flatten1'], [2]),
];

/** The same, as if its input were too large for all maps to come at once. */
const LARGE = LAYERS.map((layer) => (layer.name === 'input' ? { ...layer, output_shape: [3, 1024, 1024] } : layer));

export function descriptionOf(name: string, available = true): NetworkDescription {
  return {
    name,
    title: name,
    summary: '',
    available,
    missing: available ? null : `${name} has no weights here.`,
    input: [1, 1, 3],
    architecture: { input: [1, 1, 3], layers: [] },
    classes: ['no', 'yes'],
    preparation: null,
    data: null,
    accuracy: null,
    layers: name === 'large' ? LARGE : LAYERS,
    edges: [],
    blocks: [],
    parameters: 0,
    macs: 0,
    bytes: 0,
  };
}

/** What each layer makes of a picture whose three pixels are 1, 2 and `last`. */
export function mapsOf(layer: string, last: number): LayerMaps {
  const values: Readonly<Record<string, number[][]>> = {
    input: [[1, 2, last]],
    conv1: [
      [1 - 2, 2 - last],
      [3, 2 + last],
    ],
    relu1: [
      [0, Math.max(0, 2 - last)],
      [3, 2 + last],
    ],
    flatten1: [[0], [Math.max(0, 2 - last)], [3], [2 + last]],
    linear1: [[1], [2]],
  };
  const planes = (values[layer] ?? []).map((plane) => Float32Array.from(plane));
  const ranges = planes.map((plane) => [Math.min(...plane), Math.max(...plane)] as const);
  const volume = { planes, height: 1, width: planes[0]?.length ?? 0 };
  return { layer, volume, mean: new Float32Array(volume.width), ranges, dead: [], silenced: [], exact: true };
}

export const WEIGHTS = {
  conv1: { shape: [2, 1, 1, 2], weights: Float32Array.of(1, -1, 1, 1), bias: Float32Array.of(0, 0) },
  linear1: { shape: [2, 4], weights: Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8), bias: Float32Array.of(0.5, -0.5) },
};

/** The picture `three` ends in 4; every other one in 6. */
export const lastOf = (shown: Shown): number => (keyOfShown(shown) === 'image=three' ? 4 : 6);

/** A server of such networks, and what it was asked. */
export function askerOf(): NetworksAsker & { asked: string[] } {
  const asked: string[] = [];
  const told = <T>(text: string, answer: T): Promise<T> => {
    asked.push(text);
    return Promise.resolve(answer);
  };
  const prediction = (shown: Shown): Prediction => ({
    network: 'small',
    classes: ['no', 'yes'],
    logits: [0, lastOf(shown)],
    probabilities: [0, 1],
    top: [{ index: 1, name: 'yes', probability: 1 }],
    input_image_box: null,
    empty: false,
  });
  return {
    asked,
    list: () => told('list', []),
    describe: (name) => told(`describe ${name}`, descriptionOf(name, name !== 'bare')),
    prediction: (name, shown) => told(`prediction ${name} ${keyOfShown(shown)}`, prediction(shown)),
    maps: (name, layer, shown, { dtype } = {}) =>
      told(`${dtype} ${name} ${layer} ${keyOfShown(shown)}`, {
        ...mapsOf(layer, lastOf(shown)),
        exact: dtype === 'f32',
      }),
    several: (name, layers, shown) =>
      told(
        `u8 ${name} ${layers.join()} ${keyOfShown(shown)}`,
        new Map(layers.map((layer) => [layer, { ...mapsOf(layer, lastOf(shown)), exact: false }])),
      ),
    unit: (name, layer, unit, shown) =>
      told(`unit ${name} ${layer} ${unit} ${keyOfShown(shown)}`, {
        layer,
        unit,
        strongest: [0],
        numbers: {},
      } as unknown as UnitAnswer),
    weights: (name, layer) => told(`weights ${name} ${layer}`, WEIGHTS[layer as keyof typeof WEIGHTS]),
    footprint: () =>
      told('footprint', { volume: { planes: [], height: 0, width: 0 }, inside: 1, half: 1, most: 1, range: [0, 1] }),
  };
}
