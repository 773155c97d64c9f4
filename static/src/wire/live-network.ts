/** WS /api/live about a network: what it says of each frame, and the maps of the layers that are looked at. */
import type { Tongue } from './live.ts';
import type { Prediction } from './network-answers.ts';
import { type MapsByLayer, mapsAmong } from './networks.ts';
import { writeQuery } from './query.ts';
import { tensorOf } from './safetensors.ts';

export interface FrameQuestion {
  readonly network: string;
  readonly layers: readonly string[];
  /** What is changed in the network, as `wire/edits.ts` writes it. */
  readonly edit?: string;
}

export interface FrameAnswer {
  readonly frame: number;
  readonly prediction: Prediction;
  readonly maps: MapsByLayer;
}

interface FrameMeta extends Omit<Prediction, 'logits' | 'probabilities'> {
  readonly frame: number;
  readonly layers: unknown;
  readonly quantised: unknown;
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
    const { layers: _, quantised: __, frame, ...said } = answer.meta as FrameMeta;
    const numbers = (name: string): number[] => [...tensorOf(answer, name, Float32Array).data];
    return {
      frame,
      prediction: { ...said, logits: numbers('logits'), probabilities: numbers('probabilities') },
      maps: mapsAmong(answer),
    };
  },
};
