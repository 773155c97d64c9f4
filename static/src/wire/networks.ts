/** /api/networks, typed: what networks are, what they make of a picture, and how every number comes about. */
import type { Volume } from '../core/volume.ts';
import { type Asking, Getting, type GettingOptions } from './getting.ts';
import type {
  Architecture,
  Dream,
  Footprint,
  LayerMaps,
  LayerWeights,
  NetworkDescription,
  NetworkEntry,
  Prediction,
  Structure,
  UnitAnswer,
} from './network-answers.ts';
import { writeQuery } from './query.ts';
import { type Tensor, type Tensors, tensorOf } from './safetensors.ts';

/** What a network is shown: a stored image, or a drawing that is still on the pad. */
export type Picture =
  | { readonly kind: 'image'; readonly image: string }
  | { readonly kind: 'grid'; readonly grid: string }
  /** A camera's frame: answered as it was sent, and kept nowhere to be asked about again. */
  | { readonly kind: 'frame'; readonly frame: number };

/** A picture, and what is changed in the network before it sees it, as `wire/edits.ts` writes it. */
export type Shown = Picture & { readonly edit?: string };

export type Unit = readonly number[];

/** A number that a picture is wanted for: a unit, one of a row of numbers, or with a channel alone a whole map. */
export interface Wish {
  readonly network: string;
  readonly layer: string;
  readonly unit: Unit;
  readonly isMap: boolean;
  readonly edit: string;
}

export class NetworksClient {
  readonly #getting: Getting;

  constructor(options: GettingOptions = {}) {
    this.#getting = new Getting(options);
  }

  async list(asking: Asking = {}): Promise<readonly NetworkEntry[]> {
    const { networks } = await this.#getting.json<{ networks: NetworkEntry[] }>('/api/networks', asking);
    return networks;
  }

  describe(network: string, asking: Asking = {}): Promise<NetworkDescription> {
    return this.#getting.json(`/api/networks/${network}`, asking);
  }

  prediction(network: string, shown: Shown, asking: Asking = {}): Promise<Prediction> {
    return this.#getting.json(`/api/networks/${network}/prediction?${queryOf(shown)}`, { priority: 'high', ...asking });
  }

  /** All maps of a layer; `dtype` u8 is a quarter of the bytes, each channel in 256 steps of its own range. */
  async maps(
    network: string,
    layer: string,
    shown: Shown,
    { dtype = 'f32', ...asking }: Asking & { dtype?: 'f32' | 'u8' } = {},
  ): Promise<LayerMaps> {
    const address = `${layerAddress(network, layer)}?${queryOf(shown)}${dtype === 'u8' ? '&dtype=u8' : ''}`;
    return mapsOf(await this.#getting.tensors(address, dtype === 'u8' ? { priority: 'low', ...asking } : asking));
  }

  /** The maps of several layers in one answer, in 256 steps each, for a screen that shows them all. */
  async several(network: string, layers: readonly string[], shown: Shown, asking: Asking = {}): Promise<MapsByLayer> {
    const wanted = writeQuery([['layers', layers.join()]]);
    const address = `/api/networks/${network}/whole?${queryOf(shown)}&${wanted}&dtype=u8`;
    return mapsAmong(await this.#getting.tensors(address, { priority: 'low', ...asking }));
  }

  /** One unit's whole arithmetic, and where in the picture it looks. */
  unit(network: string, layer: string, unit: Unit, shown: Shown, asking: Asking = {}): Promise<UnitAnswer> {
    return this.#getting.json(`${layerAddress(network, layer)}/unit?${queryOf(shown, unit)}`, asking);
  }

  /** What a unit really depends on, on this picture. */
  async footprint(network: string, layer: string, unit: Unit, shown: Shown, asking: Asking = {}): Promise<Footprint> {
    const address = `${layerAddress(network, layer)}/footprint?${queryOf(shown, unit)}`;
    const answer = await this.#getting.tensors(address, asking);
    const volume = volumeOfMaps(tensorOf(answer, 'footprint', Float32Array));
    return { ...(answer.meta as Omit<Footprint, 'volume'>), volume };
  }

  /** What a number would like to see; it depends on no picture. */
  async dream(wish: Wish, steps: number, asking: Asking = {}): Promise<Dream> {
    const answer = await this.#getting.tensors(`${dreamAddress(wish, steps)}&dtype=u8`, { priority: 'low', ...asking });
    const { quantised, ...told } = answer.meta as Omit<Dream, 'volume'> & { quantised: LayerMaps['ranges'] };
    return { ...told, volume: volumeOfMaps(restored(tensorOf(answer, 'picture', Uint8Array), quantised)) };
  }

  async weights(network: string, layer: string, asking: Asking = {}): Promise<LayerWeights> {
    const answer = await this.#getting.tensors(`${layerAddress(network, layer)}/weights`, asking);
    const { shape, data } = tensorOf(answer, 'weights', Float32Array);
    const bias = answer.tensors.has('bias') ? tensorOf(answer, 'bias', Float32Array).data : null;
    return { shape, weights: data, bias };
  }

  /** What follows from any description; an impossible one is refused with its layer and the reason. */
  receptiveFields(architecture: Architecture, asking: Asking = {}): Promise<Structure> {
    return this.#getting.json('/api/receptive-field', asking, architecture);
  }
}

export function dreamAddress({ network, layer, unit, isMap, edit }: Wish, steps: number): string {
  const wanted = [isMap ? 'channel' : 'unit', unit.join()] as const;
  const query = writeQuery([wanted, ['steps', `${steps}`], ...(edit ? [['edit', edit] as const] : [])]);
  return `${layerAddress(network, layer)}/dream?${query}`;
}

function layerAddress(network: string, layer: string): string {
  return `/api/networks/${network}/layers/${layer}`;
}

function queryOf(shown: Shown, unit?: Unit): string {
  if (shown.kind === 'frame') throw new RangeError('A frame of the camera is not kept, and cannot be asked about.');
  return unit ? `${keyOfShown(shown)}&${writeQuery([['unit', unit.join()]])}` : keyOfShown(shown);
}

/** A stroke's grid is long, and every layer is asked about it: it is written once. */
const keys = new WeakMap<Shown, string>();

/** One text for one picture, and for what is changed in the network that sees it. */
export function keyOfShown(shown: Shown): string {
  const known = keys.get(shown);
  if (known !== undefined) return known;
  const key =
    shown.kind === 'frame'
      ? `frame=${shown.frame}`
      : writeQuery([pairOf(shown), ...(shown.edit ? [['edit', shown.edit] as const] : [])]);
  keys.set(shown, key);
  return key;
}

function pairOf(shown: Exclude<Shown, { readonly kind: 'frame' }>): readonly [name: string, value: string] {
  return shown.kind === 'image' ? ['image', shown.image] : ['grid', shown.grid];
}

interface MapsMeta {
  readonly layer: string;
  readonly ranges: LayerMaps['ranges'];
  readonly dead: LayerMaps['dead'];
  readonly silenced: LayerMaps['silenced'];
  readonly quantised?: LayerMaps['ranges'];
}

function mapsOf(answer: Tensors): LayerMaps {
  const { layer, ranges, dead, silenced, quantised } = answer.meta as MapsMeta;
  const maps = quantised
    ? restored(tensorOf(answer, 'maps', Uint8Array), quantised)
    : tensorOf(answer, 'maps', Float32Array);
  const mean = tensorOf(answer, 'mean', Float32Array).data;
  return { layer, volume: volumeOfMaps(maps), mean, ranges, dead, silenced, exact: !quantised };
}

export type MapsByLayer = ReadonlyMap<string, LayerMaps>;

interface WholeMeta {
  readonly layers: Readonly<Record<string, Pick<LayerMaps, 'ranges' | 'dead' | 'silenced'>>>;
  readonly quantised: Readonly<Record<string, LayerMaps['ranges']>>;
}

/** Of an answer about several layers, what each made. */
export function mapsAmong(answer: Tensors): MapsByLayer {
  const { layers, quantised } = answer.meta as WholeMeta;
  return new Map(
    Object.entries(layers).map(([layer, told]) => {
      const maps = restored(tensorOf(answer, `maps.${layer}`, Uint8Array), quantised[`maps.${layer}`] ?? []);
      const mean = tensorOf(answer, `mean.${layer}`, Float32Array).data;
      return [layer, { layer, volume: volumeOfMaps(maps), mean, ...told, exact: false }];
    }),
  );
}

/** `v ≈ low + q / 255 · (high − low)`, each channel in its own range. */
export function restored({ shape, data }: Tensor<Uint8Array>, ranges: LayerMaps['ranges']): Tensor<Float32Array> {
  const [channels = 0, height = 0, width = 0] = shape;
  const values = new Float32Array(data.length);
  const cells = height * width;
  for (let channel = 0; channel < channels; channel++) {
    const [low, high] = ranges[channel] ?? [0, 0];
    const step = (high - low) / 255;
    for (let at = channel * cells; at < (channel + 1) * cells; at++) values[at] = low + (data[at] as number) * step;
  }
  return { shape, data: values };
}

/** The planes of a [C, H, W] tensor: views on its data. */
export function volumeOfMaps({ shape, data }: Tensor<Float32Array>): Volume {
  const [channels = 0, height = 0, width = 0] = shape;
  const cells = height * width;
  const planes = Array.from({ length: channels }, (_, c) => data.subarray(c * cells, (c + 1) * cells));
  return { planes, height, width };
}
