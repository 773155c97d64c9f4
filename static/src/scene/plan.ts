/** What a stage is asked to show, and the plan of where everything stands: types that layout, hits and zoom share. */
import type { CalculationLayout } from './calculation-layout.ts';
import type { Box } from './mark.ts';
import type { Form, Measures } from './measures.ts';
import type { Panel, Viewport } from './panel.ts';
import type { CellStyle } from './writing.ts';

export type Hit =
  | { readonly kind: 'input' | 'output'; readonly channel: number; readonly row: number; readonly column: number }
  /** A term of the calculation, by its row and column in the window. */
  | { readonly kind: 'weight'; readonly channel: number; readonly row: number; readonly column: number }
  /** One of the small maps beneath the output; the channel is its filter. */
  | { readonly kind: 'map'; readonly channel: number }
  | { readonly kind: 'result' };

export interface StageView {
  /** The room there is; a page lets the height follow, up to the most that it has. */
  readonly width: number;
  readonly height?: number;
  readonly most?: number | undefined;
  readonly form: Form;
  /** A part of the input; without it the whole picture is shown. */
  readonly viewport?: Viewport | undefined;
  /** Whether the output is all there, or only what has been written by the moment. */
  readonly reveal?: 'all' | 'written';
  /** What else is pointed at: an input cell, whose outputs are shown; a weight, whose inputs are. */
  readonly pointed?: Hit | undefined;
  /** The stencil on its way from another position, on the clock of a hover and not of the lesson. */
  readonly glide?: { readonly from: number; readonly progress: number } | undefined;
  /** A finger on the scene: a loupe beside it shows what it hides. */
  readonly touch?: { readonly x: number; readonly y: number } | undefined;
  /** What is written on cells, weights and products; without it, numbers. */
  readonly cells?: CellStyle | undefined;
  /** Leaves the result out, to be guessed. */
  readonly hidden?: boolean;
}

/** One picture of the input: three planes in colour, or one channel. */
export interface InputPanel {
  readonly panel: Panel;
  readonly room: Box;
  readonly channels: readonly number[];
}

export interface StageLayout {
  readonly width: number;
  readonly height: number;
  readonly form: Form;
  readonly measures: Measures;
  readonly inputs: readonly [InputPanel, ...InputPanel[]];
  readonly output: Panel;
  readonly outputRoom: Box;
  /** Every map of the output in small, where there are several. */
  readonly maps: readonly Panel[];
  readonly calculation: CalculationLayout;
}
