/** What the server answers, in its own names (design §3.2). */
import type { GeometryDescription } from '../core/geometry.ts';
import type { Tensor } from './safetensors.ts';

export interface ImageEntry {
  readonly id: string;
  readonly name: string | null;
  readonly title: string;
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly credit: string;
  readonly licence: string;
  readonly sample: boolean;
  readonly url: string;
}

export interface ImageList {
  readonly samples: readonly ImageEntry[];
  readonly limits: {
    readonly bytes: number;
    readonly pixels: number;
    readonly side: number;
    readonly formats: readonly string[];
  };
}

export interface KernelEntry {
  readonly name: string;
  readonly title: string;
  readonly family: string;
  readonly account: string;
  readonly source: string | null;
  readonly alias_of: string | null;
  /** Numbers as the grammar writes them: fractions stay fractions. */
  readonly rows: readonly (readonly string[])[];
  readonly sum: string;
  readonly symmetric: boolean;
}

export interface GeneratorEntry {
  readonly name: string;
  readonly title: string;
  readonly account: string;
  readonly parameters: readonly GeneratorParameter[];
}

export interface GeneratorParameter {
  readonly name: string;
  /** An `int` is a whole number, an `angle` is in degrees. */
  readonly kind: 'int' | 'float' | 'angle';
  readonly low: number;
  readonly high: number;
  /** What one notch of a slider moves it by. */
  readonly step: number;
  readonly default: number;
  readonly account: string;
}

export interface KernelList {
  readonly kernels: readonly KernelEntry[];
  readonly generators: readonly GeneratorEntry[];
}

export interface Histogram {
  readonly counts: readonly number[];
  readonly edges: readonly number[];
}

/** What is known about an output beside its values. */
export interface OutputMeta {
  readonly question: string;
  readonly geometry: GeometryDescription;
  readonly output_shape: readonly [channels: number, height: number, width: number];
  readonly range: readonly [low: number, high: number];
  readonly ranges: readonly (readonly [low: number, high: number])[];
  readonly histogram: Histogram;
  readonly clipped_share: number;
  readonly clip: readonly [low: number, high: number];
  readonly device: string;
  /** In a live answer: the number of the frame that it answers. */
  readonly frame?: number;
}

export interface Output {
  readonly output: Tensor<Float32Array>;
  /** For max and min: which input cell won, as row * width + column. */
  readonly winner: Tensor<Int32Array> | null;
  readonly meta: OutputMeta;
}

export interface Picture {
  readonly image: Tensor<Float32Array>;
  readonly meta: ImageEntry;
}

/** Input coordinates that a window spans, ends excluded; below 0 or past the input lies the padding. */
export interface WindowBox {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

interface AnyStep {
  readonly index: number;
  readonly output: readonly [channel: number, row: number, column: number];
  readonly window: WindowBox;
  readonly bias: number;
  readonly value: number;
}

/** [channel][row][column] over the taps of a window; a dilation's gaps are left out. */
export type Taps<Value = number> = readonly (readonly (readonly Value[])[])[];

/** How one output cell of a convolution came about; `channels` are the input channels that its filter sees. */
export interface ConvolutionStep extends AnyStep {
  readonly channels: readonly number[];
  readonly patch: Taps;
  readonly weights: Taps;
  readonly products: Taps;
  readonly sum: number;
}

/** How one output cell of a pooling came about; padding that takes no part is null. */
export interface PoolingStep extends AnyStep {
  readonly patch: Taps<number | null>;
  /** For max and min: the flat place of the input that won. */
  readonly winner: number | null;
  /** For the others: the sum (of squares for l2), which avg divides by `divisor`. */
  readonly sum: number | null;
  readonly divisor: number | null;
}

export interface StepList<Step = ConvolutionStep | PoolingStep> {
  readonly question: string;
  readonly count: number;
  readonly output_shape: readonly [channels: number, height: number, width: number];
  readonly from: number;
  /** A convolution's [filter][channel][row][column], as the grammar writes numbers: fractions stay fractions. */
  readonly kernel?: readonly (readonly (readonly (readonly string[])[])[])[];
  readonly steps: readonly Step[];
}
