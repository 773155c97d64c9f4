/** One unit of a network as the stage sees it: convolutions and dense layers weigh, pools choose. */
import type { Activation } from '../../core/activation.ts';
import type { ValueScale } from '../../core/colour.ts';
import { type Geometry, makeGeometry } from '../../core/geometry.ts';
import { pictureScale, reachOfRanges, scaleTo } from '../../core/nets/scales.ts';
import type { Volume } from '../../core/volume.ts';
import type { LayerEntry, LayerMaps, LayerWeights } from '../../wire/network-answers.ts';
import { planeAt } from './edits.ts';

/** What the arithmetic of a unit is made of. */
export interface Parts {
  readonly layer: LayerEntry;
  readonly channel: number;
  /** The maps that the layer reads, in full precision. */
  readonly input: LayerMaps;
  /** The maps that are shown as its result: its own, or those of the activation that follows at once. */
  readonly output: LayerMaps;
  readonly activation: Activation;
  readonly weights: LayerWeights | null;
  /** The shape that flattened maps had. */
  readonly shape: readonly [channels: number, height: number, width: number];
  readonly pool: 'max' | 'avg' | null;
  /** The input channels by how much they add to the unit that is opened. */
  readonly strongest: readonly number[];
}

/** So many input channels are drawn one by one. */
export const MOST_DRAWN = 3;

export function weighs({ type }: LayerEntry): boolean {
  return type === 'conv' || type === 'linear';
}

export function isPool({ type, kernel }: LayerEntry): boolean {
  return type.endsWith('pool') && kernel !== null;
}

/** What the stage shows; null for what is neither weighed nor pooled. */
export function unitSubjectOf(parts: Parts) {
  if (weighs(parts.layer) && parts.weights) return weighed({ ...parts, weights: parts.weights });
  return isPool(parts.layer) && parts.pool ? pooled({ ...parts, pool: parts.pool }) : null;
}

export type UnitSubject = NonNullable<ReturnType<typeof unitSubjectOf>>;

function weighed(parts: Parts & { weights: LayerWeights }) {
  const { layer, channel, output, activation, weights } = parts;
  const { first, input, kernel } = group(parts, reshaped(parts.input.volume, parts.shape));
  return {
    operation: 'convolution',
    input,
    output: one(output.volume, channel),
    geometry: geometryOf(layer, input),
    inputScale: scaleOf(parts.input),
    outputScale: scaleTo(reachOfRanges([output.ranges[channel] ?? [0, 0]])),
    units: 'values',
    kernel: [kernel],
    drawn: drawn(parts, first),
    groups: 1,
    border: 'zeros',
    flip: false,
    bias: weights.bias ? [weights.bias[channel] as number] : [],
    activation,
  } as const;
}

function pooled({ layer, channel, input, output, pool }: Parts & { pool: 'max' | 'avg' }) {
  const scale = scaleTo(reachOfRanges([input.ranges[channel] ?? [0, 0]]));
  const volume = one(input.volume, channel);
  return {
    operation: 'pooling',
    input: volume,
    output: one(output.volume, channel),
    geometry: geometryOf(layer, volume),
    inputScale: scale,
    outputScale: scale,
    units: 'values',
    pool,
    countPadding: layer.count_padding ?? true,
  } as const;
}

/** A dense layer is a convolution whose window is the whole of its input. */
function geometryOf({ kernel, stride, padding, dilation }: LayerEntry, { height, width }: Volume): Geometry {
  if (!kernel) return makeGeometry({ kernel: [height, width] });
  return makeGeometry({
    kernel,
    stride: stride ?? [1, 1],
    padding: padding ?? 'valid',
    dilation: dilation ?? [1, 1],
  });
}

/** The input channels that a filter sees, and its kernel for each of them. */
function group({ layer, channel, weights }: Parts & { weights: LayerWeights }, input: Volume) {
  const [filters = 1] = weights.shape;
  const depth = input.planes.length / (layer.groups ?? 1);
  const first = Math.floor(channel / (filters / (layer.groups ?? 1))) * depth;
  const [height, width] = layer.kernel ?? [input.height, input.width];
  const planes = input.planes.slice(first, first + depth);
  const kernel = planes.map((_, index) =>
    planeAt(weights.weights, (channel * depth + index) * height * width, height, width),
  );
  return { first, input: { ...input, planes }, kernel };
}

/** The channels that weigh most, in their own order; counted within the group. */
function drawn({ strongest }: Parts, first: number): readonly number[] {
  return strongest
    .slice(0, MOST_DRAWN)
    .map((channel) => channel - first)
    .sort((one, other) => one - other);
}

/** The planes of a row of numbers as the maps that were flattened. */
function reshaped(volume: Volume, [channels, height, width]: Parts['shape']): Volume {
  if (volume.planes.length === channels && volume.height === height) return volume;
  const row = Float32Array.from(volume.planes.flatMap((plane) => [...plane]));
  const cells = height * width;
  const planes = Array.from({ length: channels }, (_, c) => row.subarray(c * cells, (c + 1) * cells));
  return { planes, height, width };
}

function one({ planes, height, width }: Volume, channel: number): Volume {
  return { planes: [planes[channel] as Float32Array], height, width };
}

function scaleOf({ layer, ranges }: LayerMaps): ValueScale {
  return layer === 'input' ? pictureScale(ranges) : scaleTo(reachOfRanges(ranges));
}
