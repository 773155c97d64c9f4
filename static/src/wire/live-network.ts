/** WS /api/live about a network: what it says of each frame, and the maps of the layers that are looked at. */
import type { Tongue } from './live.ts';
import type { LayerMaps, Prediction } from './network-answers.ts';
import { restored, volumeOfMaps } from './networks.ts';
import { writeQuery } from './query.ts';
import { type Tensors, tensorOf } from './safetensors.ts';

export interface FrameQuestion {
  readonly network: string;
  readonly layers: readonly string[];
  /** What is changed in the network, as `wire/edits.ts` writes it. */
  readonly edit?: string;
}

export interface FrameAnswer {
  readonly frame: number;
  readonly prediction: Prediction;
  readonly maps: ReadonlyMap<string, LayerMaps>;
}

interface FrameMeta extends Omit<Prediction, 'logits' | 'probabilities'> {
  readonly frame: number;
  readonly layers: Readonly<Record<string, Pick<LayerMaps, 'ranges' | 'dead' | 'silenced'>>>;
  readonly quantised: Readonly<Record<string, LayerMaps['ranges']>>;
}

export const FRAMES: Tongue<FrameQuestion, FrameAnswer> = {
  write: ({ network, layers, edit }) =>
    writeQuery([
      ['network', network],
      ['layers', layers.join()],
      ...(edit ? [['edit', edit] as const] : []),
      ['dtype', 'u8'],
    ]),
  read: (answer) => {
    const { layers, quantised, frame, ...said } = answer.meta as FrameMeta;
    const numbers = (name: string): number[] => [...tensorOf(answer, name, Float32Array).data];
    return {
      frame,
      prediction: { ...said, logits: numbers('logits'), probabilities: numbers('probabilities') },
      maps: new Map(
        Object.entries(layers).map(([layer, told]) => {
          const maps = mapsOf(answer, layer, quantised[`maps.${layer}`] ?? []);
          return [layer, { layer, ...maps, ...told, exact: false }];
        }),
      ),
    };
  },
};

function mapsOf(answer: Tensors, layer: string, ranges: LayerMaps['ranges']): Pick<LayerMaps, 'volume' | 'mean'> {
  const volume = volumeOfMaps(restored(tensorOf(answer, `maps.${layer}`, Uint8Array), ranges));
  return { volume, mean: tensorOf(answer, `mean.${layer}`, Float32Array).data };
}
