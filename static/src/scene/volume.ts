/** Making and reading volumes. */
import type { Volume } from '../core/volume.ts';

export type { Volume } from '../core/volume.ts';

/** How a person reads the values: pictures as levels 0…255, grids as they were written. */
export type Units = 'levels' | 'values';

export function volumeOf(planes: readonly Float32Array[], height: number, width: number): Volume {
  for (const plane of planes) {
    if (plane.length !== height * width) {
      throw new RangeError(`A plane of ${height} × ${width} has ${height * width} values, not ${plane.length}.`);
    }
  }
  return { planes, height, width };
}

/** A small grid from its rows: `gridOf([[1, 2], [3, 4]])` has height 2, width 2 and one plane. */
export function gridOf(...channels: readonly (readonly (readonly number[])[])[]): Volume {
  const height = channels[0]?.length ?? 0;
  const width = channels[0]?.[0]?.length ?? 0;
  return volumeOf(
    channels.map((rows) => Float32Array.from(rows.flat())),
    height,
    width,
  );
}

export function planeOf({ planes }: Volume, channel: number): Float32Array {
  const plane = planes[channel];
  if (plane === undefined) throw new RangeError(`There is no channel ${channel} among ${planes.length}.`);
  return plane;
}

export function valueAt(volume: Volume, channel: number, row: number, column: number): number {
  return planeOf(volume, channel)[row * volume.width + column] as number;
}
