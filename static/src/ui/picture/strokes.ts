/** What is drawn by hand, as grey levels in a small square: pure, so that a stroke can be tested without a canvas. */
import { type Volume, volumeOf } from '../../scene/volume.ts';

export const PAD_SIDE = 28;

export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** Bright ink on black, as the digits that networks learn on; `ink` 1 draws and 0 erases. */
export function stroked(drawing: Volume, from: Spot, to: Spot, ink: 0 | 1, radius = 1.1): Volume {
  const values = (drawing.planes[0] as Float32Array).slice();
  const { width } = drawing;
  for (let index = 0; index < values.length; index++) {
    const cell = { x: (index % width) + 0.5, y: Math.floor(index / width) + 0.5 };
    const cover = Math.min(1, Math.max(0, radius + 0.5 - distance(cell, from, to)));
    const before = values[index] as number;
    values[index] = ink ? Math.max(before, cover) : Math.min(before, 1 - cover);
  }
  return volumeOf([values], drawing.height, width);
}

export function blankPad(side = PAD_SIDE): Volume {
  return volumeOf([new Float32Array(side * side)], side, side);
}

export function isBlank({ planes }: Volume): boolean {
  return planes.every((plane) => plane.every((value) => value === 0));
}

/** From a point to the nearest point of the line between two others. */
function distance({ x, y }: Spot, from: Spot, to: Spot): number {
  const [along, up] = [to.x - from.x, to.y - from.y];
  const length = along * along + up * up;
  const share = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - from.x) * along + (y - from.y) * up) / length));
  return Math.hypot(x - from.x - share * along, y - from.y - share * up);
}
