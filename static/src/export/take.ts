/** The one door of this room: a figure as a file. Each encoder is fetched when it is first wanted. */
import type { Moment } from '../core/timeline.ts';
import { captioned, captionFor } from './caption.ts';
import type { Clip, Size } from './clip.ts';
import type { Figure, Look } from './figure.ts';
import { filmOf } from './film.ts';
import type { Watch } from './patience.ts';
import { svgBlob } from './still.ts';

export { fileName, save } from './still.ts';

export type Kind = 'png' | 'svg' | 'gif' | 'mp4';

/** The room of a scene at 720p's proportions: words and numerals keep their share of the frame at every size. */
const ROOM = { width: 920, height: 500 } as const;

export interface Wanted {
  readonly kind: Kind;
  readonly figureIn: (room: Size) => Figure;
  /** Burnt in under the figure; none where it is empty. */
  readonly caption: string;
  readonly look: Look;
  readonly size: Size;
  /** What PNG and SVG show. */
  readonly moment: Moment;
  /** What GIF and MP4 show. */
  readonly clip: Clip;
}

export async function take(wanted: Wanted, watch: Watch): Promise<Blob> {
  await document.fonts.ready;
  const { kind, look, size, moment, clip } = wanted;
  const figure = figureOf(wanted);
  if (kind === 'svg') return svgBlob(figure.sceneAt(moment), look);
  // A video has no transparency.
  const film = filmOf(figure, kind === 'mp4' ? { ...look, paper: true } : look, size);
  if (kind === 'gif') return (await import('./gif.ts')).gifBlob(film, clip, look, watch);
  if (kind === 'mp4') return (await import('./mp4.ts')).mp4Blob(film, clip, watch);
  film.show(moment);
  return film.canvas.convertToBlob({ type: 'image/png' });
}

function figureOf({ figureIn, caption: text }: Wanted): Figure {
  const caption = captionFor(text, ROOM.width);
  return captioned(figureIn({ ...ROOM, height: ROOM.height - caption.height }), caption);
}
