/** Where an output lies on its input: each output cell covers the stride's cells about its window's middle. */
import type { Geometry } from '../../core/geometry.ts';

export interface Placed {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** In cells of the input. `same` lies exactly on it, `valid` of 3×3 one cell inside it all round. */
export function placeOnInput(geometry: Geometry, rows: number, columns: number): Placed {
  if (geometry.transposed) throw new RangeError('A transposed output has no place on its input.');
  const { rows: down, columns: across } = geometry;
  return {
    left: (across.extent - across.stride) / 2 - across.before,
    top: (down.extent - down.stride) / 2 - down.before,
    width: columns * across.stride,
    height: rows * down.stride,
  };
}
