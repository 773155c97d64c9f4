/** What a question says, typed; the names of the grammar in camelCase. */
import type { Activation } from '../core/activation.ts';
import type { Border } from '../core/border.ts';
import type { WrittenNumber } from '../core/numbers.ts';
import type { Kernel } from './kernel.ts';
import type { PageName } from './query.ts';
import type { Grid, Padding, Pair, PoolWindow } from './values.ts';

export { ACTIVATIONS, type Activation } from '../core/activation.ts';
export { BORDERS, type Border } from '../core/border.ts';

export const CHANNELS = ['gray', 'rgb', 'r', 'g', 'b'] as const;
export const POOLS = ['max', 'avg', 'sum', 'min', 'l2'] as const;
export const DISPLAYS = ['auto', 'signed', 'clip', 'absolute', 'min-max'] as const;

export type Channels = (typeof CHANNELS)[number];
export type PoolKind = (typeof POOLS)[number];
export type Display = (typeof DISPLAYS)[number];
export type OperationName = 'convolution' | 'pooling';

/** A stored image; where no size is named, the server fits it into 512. */
export interface ImageSubject {
  readonly kind: 'image';
  readonly image: string;
  readonly size: Pair | null;
  readonly channels: Channels;
}

/** A small input written out. */
export interface GridSubject {
  readonly kind: 'grid';
  readonly grid: Grid;
}

export type Subject = ImageSubject | GridSubject;

export interface ConvolutionQuestion {
  readonly op: 'convolution';
  readonly subject: Subject;
  readonly kernel: Kernel;
  readonly stride: Pair;
  readonly dilation: Pair;
  readonly padding: Padding;
  readonly outputPadding: Pair;
  readonly border: Border;
  readonly groups: number;
  readonly flip: boolean;
  readonly transposed: boolean;
  readonly bias: readonly WrittenNumber[];
  readonly activation: Activation;
  readonly values: Display;
}

export interface PoolingQuestion {
  readonly op: 'pooling';
  readonly subject: Subject;
  readonly pool: PoolKind;
  readonly window: PoolWindow;
  /** 1, like the dilation, where the windows follow the output's size. */
  readonly stride: Pair;
  readonly dilation: Pair;
  readonly padding: Padding;
  readonly countPadding: boolean;
  readonly values: Display;
}

export type Question = ConvolutionQuestion | PoolingQuestion;

/** What a page remembers beside its question: position, moment, view options, theme. */
export type PageView = Partial<Record<PageName, string>>;

export interface Link {
  readonly question: Question;
  readonly view: PageView;
}
