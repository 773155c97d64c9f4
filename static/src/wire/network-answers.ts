/** What the server answers about networks, in its own names (design §3.2). */
import type { Volume } from '../core/volume.ts';
import type { WindowBox } from './answers.ts';

type Pair<T = number> = readonly [rows: T, columns: T];
export type Shape = readonly number[];

/** A network in a few words. */
export interface NetworkEntry {
  readonly name: string;
  readonly title: string;
  readonly summary: string;
  readonly available: boolean;
  /** What to do where its weights are not here. */
  readonly missing: string | null;
  readonly input: Shape;
  readonly layers: number;
  readonly parameters: number;
  readonly classes: number;
  readonly prepares: 'drawing' | 'photograph' | null;
  readonly data: string | null;
  readonly accuracy: number | null;
}

export interface LayerEntry {
  readonly name: string;
  readonly type: string;
  readonly inputs: readonly string[];
  readonly output_shape: Shape;
  readonly kernel: Pair | null;
  readonly stride: Pair | null;
  readonly padding: readonly [top: number, right: number, bottom: number, left: number] | null;
  readonly dilation: Pair | null;
  readonly groups: number | null;
  /** Of an average pool: whether its padding is divided by too. */
  readonly count_padding: boolean | null;
  readonly jump: Pair<number | null>;
  readonly receptive_field: Pair;
  readonly start: Pair<number | null>;
  readonly padding_share: number;
  readonly parameters: number;
  readonly macs: number;
  readonly bytes: number;
}

/** A scope of dotted names; `repeats` names the block before it that is built the same. */
export interface BlockEntry {
  readonly name: string;
  readonly layers: number;
  readonly repeats: string | null;
  readonly parameters: number;
  readonly macs: number;
}

/** What follows from an architecture alone. */
export interface Structure {
  readonly input: Shape;
  readonly layers: readonly LayerEntry[];
  readonly edges: readonly (readonly [from: string, to: string])[];
  readonly blocks: readonly BlockEntry[];
  readonly parameters: number;
  readonly macs: number;
  readonly bytes: number;
}

export interface Architecture {
  readonly input: Shape;
  readonly layers: readonly object[];
}

export interface NetworkDescription extends Structure {
  readonly name: string;
  readonly title: string;
  readonly summary: string;
  readonly available: boolean;
  readonly missing: string | null;
  readonly architecture: Architecture;
  readonly classes: readonly string[];
  readonly preparation: {
    readonly kind: 'drawing' | 'photograph';
    readonly mean: readonly number[];
    readonly deviation: readonly number[];
  } | null;
  readonly data: { readonly name: string; readonly licence: string } | null;
  readonly accuracy: { readonly value: number; readonly test_set: string; readonly images: number } | null;
}

export interface Guess {
  readonly index: number;
  readonly name: string;
  readonly probability: number;
}

export interface Prediction {
  readonly network: string;
  readonly classes: readonly string[];
  readonly logits: readonly number[];
  readonly probabilities: readonly number[];
  readonly top: readonly Guess[];
  /** The part of the picture that the whole input stands for. */
  readonly input_image_box: WindowBox | null;
  /** Nothing is drawn. */
  readonly empty: boolean;
}

export interface LayerMaps {
  readonly layer: string;
  readonly volume: Volume;
  readonly mean: Float32Array;
  readonly ranges: readonly (readonly [low: number, high: number])[];
  /** Channels that are 0 everywhere on this picture. */
  readonly dead: readonly number[];
  /** Channels that somebody has made 0; they are not among the dead. */
  readonly silenced: readonly number[];
  /** False where each value is only one of 256 steps of its channel's range. */
  readonly exact: boolean;
  /** Each value is what one answer has more than another: the input too is about nought, and no picture. */
  readonly isDifference?: boolean;
}

/** What one channel of one layer adds. */
export interface UnitTerm {
  readonly source: string;
  readonly channel: number;
  readonly patch: readonly (readonly (number | null)[])[] | null;
  readonly weights: readonly (readonly number[])[] | null;
  readonly products: readonly (readonly number[])[] | null;
  readonly sum: number;
}

export interface UnitWork {
  readonly layer: string;
  readonly type: string;
  readonly unit: readonly number[];
  readonly inputs: readonly string[];
  readonly formula: string;
  readonly terms: readonly UnitTerm[];
  readonly truncated: boolean;
  readonly strongest: readonly number[];
  /** The input coordinates of the patches' cells; outside the map they are padding. */
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  readonly numbers: Readonly<Record<string, number | readonly number[] | null>>;
  readonly sum: number | null;
  readonly bias: number | null;
  readonly value: number;
  readonly captured: number;
  readonly difference: number;
  readonly agrees: boolean;
  /** Its value is 0, whatever the arithmetic comes to. */
  readonly silenced: boolean;
  /** The norms and activations behind it, each as a unit of its own. */
  readonly after: readonly UnitWork[];
}

export interface Sight {
  readonly size: Pair;
  readonly jump: Pair<number | null>;
  readonly start: Pair<number | null>;
  readonly box: WindowBox | null;
  readonly unclipped_box: WindowBox | null;
  readonly image_box: WindowBox | null;
  readonly padding_share: number;
}

export interface UnitAnswer extends UnitWork {
  readonly network: string;
  readonly receptive_field: Sight;
}

export interface Footprint {
  /** How much each pixel of the input weighs, [H, W]. */
  readonly volume: Volume;
  readonly inside: number;
  readonly half: number;
  readonly most: number;
  readonly range: readonly [low: number, high: number];
}

/** The picture that a number would like to see, after so many steps of climbing. */
export interface Dream {
  readonly steps: number;
  /** The most that this network is asked for. */
  readonly most_steps: number;
  /** The layer whose number is climbed: the one before an activation. */
  readonly climbed: string;
  /** The number for the grey it began with, and for this picture. */
  readonly start: number;
  readonly value: number;
  /** The part that the unit looks at. */
  readonly box: WindowBox;
  /** What the network calls this picture. */
  readonly top: readonly Guess[] | null;
  /** [C, H, W] in 0 … 1. */
  readonly volume: Volume;
}

/** What a layer has learned, as torch lays it out. */
export interface LayerWeights {
  readonly shape: Shape;
  readonly weights: Float32Array;
  readonly bias: Float32Array | null;
}
