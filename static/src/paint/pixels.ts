/** Values as pictures a canvas can draw: coloured once, kept as long as the values live. */
import type { ImageMark } from '../scene/mark.ts';

export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray<ArrayBuffer>;
}

/** The marks's values on its scale, a pixel for each. */
export function pixelsOf({ planes, rows, columns, scale }: ImageMark): Pixels {
  const data = new Uint8ClampedArray(4 * rows * columns);
  const [red, green, blue] = planes;
  if (red && green && blue) scale.paintColour([red, green, blue], data);
  else if (red) scale.paint(red, data);
  return { width: columns, height: rows, data };
}

type Bitmap = OffscreenCanvas;

interface Kept {
  readonly name: string;
  readonly others: readonly Float32Array[];
  readonly bitmap: Bitmap;
}

/** A few scales of the same values: going from one to another and back costs nothing. */
const MOST_KEPT = 3;

const kept = new WeakMap<Float32Array, Kept[]>();

/** The bitmap of a mark's whole picture; the same values on the same scale are coloured once. */
export function bitmapOf(mark: ImageMark): Bitmap | undefined {
  const [first, ...others] = mark.planes;
  if (!first || first.length === 0) return undefined;
  const name = nameOf(mark);
  const known = kept.get(first) ?? [];
  const found = known.find((one) => one.name === name && one.others.every((plane, index) => plane === others[index]));
  if (found) return found.bitmap;
  const bitmap = painted(mark);
  kept.set(first, [{ name, others, bitmap }, ...known].slice(0, MOST_KEPT));
  return bitmap;
}

function nameOf({ scale: { shown, low, high, palette }, rows, columns, planes }: ImageMark): string {
  return `${shown} ${low} ${high} ${palette.name} ${rows} ${columns} ${planes.length}`;
}

function painted(mark: ImageMark): Bitmap {
  const { width, height, data } = pixelsOf(mark);
  const bitmap = new OffscreenCanvas(width, height);
  const context = bitmap.getContext('2d');
  if (!context) throw new Error('This browser gives no canvas to draw on.');
  context.putImageData(new ImageData(data, width, height), 0, 0);
  return bitmap;
}
