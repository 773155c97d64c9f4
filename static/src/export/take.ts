/** The one door of this room: a stage as a file. Each encoder is fetched when it is first wanted. */
import type { Moment } from '../core/timeline.ts';
import type { Clip, Size } from './clip.ts';
import { Film, type Filmed, sceneOf } from './film.ts';
import type { Watch } from './patience.ts';
import { svgBlob } from './still.ts';

export { fileName, save } from './still.ts';

export type Kind = 'png' | 'svg' | 'gif' | 'mp4';

export interface Wanted {
  readonly kind: Kind;
  readonly filmed: Filmed;
  readonly size: Size;
  /** What PNG and SVG show. */
  readonly moment: Moment;
  /** What GIF and MP4 show. */
  readonly clip: Clip;
}

export async function take({ kind, filmed, size, moment, clip }: Wanted, watch: Watch): Promise<Blob> {
  await document.fonts.ready;
  if (kind === 'svg') return svgBlob(sceneOf(filmed, moment), filmed.theme);
  const film = new Film(filmed, size);
  if (kind === 'gif') return (await import('./gif.ts')).gifBlob(film, clip, filmed.theme, watch);
  if (kind === 'mp4') return (await import('./mp4.ts')).mp4Blob(film, clip, watch);
  film.show(moment);
  return film.canvas.convertToBlob({ type: 'image/png' });
}
