/** A picture on a canvas of its own size, which the page makes larger or smaller. */
import type { ValueScale } from '../core/colour.ts';
import type { Volume } from '../scene/volume.ts';
import { takeOver } from './bitmap.ts';
import { freshBitmapOf, isSamePicture, type Picture } from './pixels.ts';

const painted = new WeakMap<HTMLCanvasElement, Picture>();

/** Show the volume on the scale. A canvas that shows the very same already is left as it is. */
export function paintVolume(canvas: HTMLCanvasElement, { planes, height, width }: Volume, scale: ValueScale): void {
  const picture: Picture = { planes, rows: height, columns: width, scale };
  const before = painted.get(canvas);
  if (before && isSamePicture(before, picture)) return;
  takeOver(canvas, freshBitmapOf(picture));
  painted.set(canvas, picture);
}
