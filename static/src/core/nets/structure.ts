/** A network layer by layer, in the words of the server's description: what follows from its structure alone. */
import type { Pair, Sides } from '../geometry.ts';

export type PerAxis<T> = readonly [rows: T, columns: T];

export interface DescribedLayer {
  readonly name: string;
  /** `conv`, `max-pool`, `relu`, `add` … */
  readonly type: string;
  readonly inputs: readonly string[];
  /** [channels, height, width] of maps, or [count] of a row of numbers. */
  readonly output_shape: readonly number[];
  /** Null where the layer has no window. */
  readonly kernel: Pair | null;
  readonly stride: Pair | null;
  readonly padding: Sides | null;
  readonly dilation: Pair | null;
  readonly groups: number | null;
  /** Of an average pool: whether its padding is divided by too. */
  readonly count_padding: boolean | null;
  /** How many input cells on the next unit looks; null where that is no one number. */
  readonly jump: PerAxis<number | null>;
  readonly receptive_field: Pair;
  /** Where the first unit's field begins; below nought in the padding. */
  readonly start: PerAxis<number | null>;
  /** Of what the unit in the middle looks at, how much is padding. */
  readonly padding_share: number;
  readonly parameters: number;
  readonly macs: number;
}

/** Rows and columns: a row of numbers is one cell, which stands for them all. */
export function sidesOf({ output_shape: shape }: Pick<DescribedLayer, 'output_shape'>): Pair {
  return shape.length === 3 ? [shape[1] as number, shape[2] as number] : [1, 1];
}

/** The last layer whose maps have several units: of one unit that sees everything there is little to see. */
export function deepestMaps(layers: readonly Pick<DescribedLayer, 'output_shape'>[]): number {
  const several = layers.findLastIndex((layer) => isMaps(layer) && sidesOf(layer)[1] > 1);
  return several >= 0 ? several : Math.max(0, layers.findLastIndex(isMaps));
}

export function isMaps({ output_shape: shape }: Pick<DescribedLayer, 'output_shape'>): boolean {
  return shape.length === 3;
}
