/** What can be taken along: a scene for every moment, and what its files are called and say. */
import type { Moment } from '../core/timeline.ts';
import type { Theme } from '../paint/theme.ts';
import type { Scene } from '../scene/mark.ts';
import type { Clip, Size } from './clip.ts';

/** A figure in its room. The same array of still marks twice means that nothing in it has changed. */
export interface Figure {
  sceneAt(moment: Moment): Scene;
}

export const SHOWS = ['sweep', 'calculation'] as const;
export type Shows = (typeof SHOWS)[number];

/** A figure of the page, as the page has it now. */
export interface Takeable {
  /** How a link names it, and a reader: "rows", "the sliding kernel". */
  readonly key: string;
  readonly name: string;
  /** What its files are called after. */
  readonly words: readonly string[];
  /** The sentence that describes the operation. */
  readonly caption: string;
  /** What PNG and SVG show. */
  readonly moment: Moment;
  /** What GIF and MP4 can show. */
  readonly clips: { readonly sweep: () => Clip; readonly calculation?: () => Clip };
  /** In so much room; `null` shows it as it stands, a clip what it has written so far. */
  readonly figureIn: (room: Size, shows: Shows | null) => Figure;
}

/** The colours that a file has, and whether it stands on paper or lets a slide through. */
export interface Look {
  readonly theme: Theme;
  readonly paper: boolean;
}
