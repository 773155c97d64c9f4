/** Values as pictures a canvas can draw: coloured once, kept as long as the values live. */
import type { ImageMark } from '../scene/mark.ts';

export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray<ArrayBuffer>;
}

/** What of a mark its pixels depend on. */
export type Picture = Pick<ImageMark, 'planes' | 'rows' | 'columns' | 'scale'>;

/** The mark's values on its scale, a pixel for each. */
export function pixelsOf(
  { planes, rows, columns, scale }: Picture,
  data = new Uint8ClampedArray(4 * rows * columns),
): Pixels {
  const [red, green, blue] = planes;
  if (red && green && blue) scale.paintColour([red, green, blue], data);
  else if (red) scale.paint(red, data);
  return { width: columns, height: rows, data };
}

type Bitmap = OffscreenCanvas;

interface Kept {
  readonly mark: Picture;
  readonly bitmap: Bitmap;
}

/** A few scales of the same values: going from one to another and back costs nothing. */
const MOST_KEPT = 3;

const kept = new WeakMap<Float32Array, Kept[]>();

/** The bitmap of a mark's whole picture; the same values on the same scale are coloured once. */
export function bitmapOf(mark: Picture): Bitmap | undefined {
  const [first] = mark.planes;
  if (!first || first.length === 0) return undefined;
  const known = kept.get(first) ?? [];
  const found = known.find((one) => isSamePicture(one.mark, mark));
  if (found) return found.bitmap;
  const bitmap = freshBitmapOf(mark);
  // Not the mark itself: what else it holds would live as long.
  const { planes, rows, columns, scale } = mark;
  kept.set(first, [{ mark: { planes, rows, columns, scale }, bitmap }, ...known].slice(0, MOST_KEPT));
  return bitmap;
}

/** A bitmap of one's own, to be given away. */
export function freshBitmapOf(mark: Picture): Bitmap {
  const { width, height, data } = pixelsOf(mark, scratchOf(4 * mark.rows * mark.columns));
  const bitmap = new OffscreenCanvas(width, height);
  const context = bitmap.getContext('2d');
  if (!context) throw new Error('This browser gives no canvas to draw on.');
  context.putImageData(new ImageData(data, width, height), 0, 0);
  return bitmap;
}

/** Whether two pictures are the same pixel by pixel, as their very values and their scale's ends tell. */
export function isSamePicture(one: Picture, other: Picture): boolean {
  const [a, b] = [one.scale, other.scale];
  return (
    one.rows === other.rows &&
    one.columns === other.columns &&
    one.planes.length === other.planes.length &&
    one.planes.every((plane, index) => plane === other.planes[index]) &&
    (a === b || (a.shown === b.shown && a.low === b.low && a.high === b.high && a.palette.name === b.palette.name))
  );
}

/** Pixels on their way into a bitmap. A dragged weight needs as many again and again, so they are kept. */
let scratch = new Uint8ClampedArray(0);

function scratchOf(bytes: number): Uint8ClampedArray<ArrayBuffer> {
  if (scratch.length !== bytes) scratch = new Uint8ClampedArray(bytes);
  return scratch;
}
