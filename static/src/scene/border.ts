/** What stands in the padding: one value, or the whole ring. */
import { type Border, sourceOf } from '../core/border.ts';
import type { Sides } from '../core/geometry.ts';
import { planeOf, type Volume } from './volume.ts';

/** The value at a coordinate that may lie in the padding. */
export function borderedValue(volume: Volume, channel: number, row: number, column: number, border: Border): number {
  const y = sourceOf(row, volume.height, border);
  const x = sourceOf(column, volume.width, border);
  return y < 0 || x < 0 ? 0 : (planeOf(volume, channel)[y * volume.width + x] as number);
}

/** One side of the padding with its real values; `top` and `left` are the coordinates of its first cell. */
export interface RingStrip {
  readonly top: number;
  readonly left: number;
  readonly volume: Volume;
}

const remembered = new WeakMap<Volume, Map<string, readonly RingStrip[]>>();

/** The padding ring: above and below with the corners, then left and right. The same arguments give the same strips. */
export function ringOf(volume: Volume, sides: Sides, border: Border): readonly RingStrip[] {
  const rings = remembered.get(volume) ?? new Map<string, readonly RingStrip[]>();
  remembered.set(volume, rings);
  const name = `${sides.join()} ${border}`;
  const ring = rings.get(name) ?? builtRing(volume, sides, border);
  rings.set(name, ring);
  return ring;
}

function builtRing(volume: Volume, [top, right, bottom, left]: Sides, border: Border): RingStrip[] {
  const { height, width } = volume;
  const across = left + width + right;
  return [
    strip(volume, border, -top, -left, top, across),
    strip(volume, border, height, -left, bottom, across),
    strip(volume, border, 0, -left, height, left),
    strip(volume, border, 0, width, height, right),
  ].filter(({ volume: { height: rows, width: columns } }) => rows > 0 && columns > 0);
}

function strip(volume: Volume, border: Border, top: number, left: number, rows: number, columns: number): RingStrip {
  const planes = volume.planes.map((_, channel) => {
    const plane = new Float32Array(rows * columns);
    for (let index = 0; index < plane.length; index++) {
      const row = top + Math.floor(index / columns);
      plane[index] = borderedValue(volume, channel, row, left + (index % columns), border);
    }
    return plane;
  });
  return { top, left, volume: { planes, height: rows, width: columns } };
}
