/** Pictures that show what a kernel is: a single bright cell, and a bright square with every kind of edge. */
import { type Volume, volumeOf } from '../../scene/volume.ts';

export function impulse(side: number): Volume {
  const plane = new Float32Array(side * side);
  plane[Math.floor(side / 2) * (side + 1)] = 1;
  return volumeOf([plane], side, side);
}

export function square(side: number): Volume {
  const [start, stop] = [Math.round(side / 4), Math.round((3 * side) / 4)];
  const inside = (at: number): boolean => at >= start && at < stop;
  const plane = Float32Array.from({ length: side * side }, (_, index) =>
    inside(Math.floor(index / side)) && inside(index % side) ? 1 : 0,
  );
  return volumeOf([plane], side, side);
}
