import type { Box } from './mark.ts';

export function boxOf(x: number, y: number, width: number, height: number): Box {
  return { x, y, width, height };
}

export function centreOf({ x, y, width, height }: Box): [x: number, y: number] {
  return [x + width / 2, y + height / 2];
}

export function contains({ x, y, width, height }: Box, atX: number, atY: number): boolean {
  return atX >= x && atX < x + width && atY >= y && atY < y + height;
}

/** Grown on every side, or shrunk where `by` is negative. */
export function grown({ x, y, width, height }: Box, by: number): Box {
  return boxOf(x - by, y - by, width + 2 * by, height + 2 * by);
}

/** At least `side` wide and high, about the same centre: what has to be seen is never too small to see. */
export function atLeast(box: Box, side: number): Box {
  const width = Math.max(side, box.width);
  const height = Math.max(side, box.height);
  return boxOf(box.x - (width - box.width) / 2, box.y - (height - box.height) / 2, width, height);
}

/** A square of that side about the middle of a box. */
export function squareIn(box: Box, side: number): Box {
  return boxOf(box.x + (box.width - side) / 2, box.y + (box.height - side) / 2, side, side);
}

export function between(from: Box, to: Box, share: number): Box {
  const mix = (a: number, b: number): number => a + (b - a) * share;
  return boxOf(mix(from.x, to.x), mix(from.y, to.y), mix(from.width, to.width), mix(from.height, to.height));
}

/** The part that two boxes share; of no width or height where they do not meet. */
export function overlap(one: Box, other: Box): Box {
  const x = Math.max(one.x, other.x);
  const y = Math.max(one.y, other.y);
  const right = Math.min(one.x + one.width, other.x + other.width);
  const bottom = Math.min(one.y + one.height, other.y + other.height);
  return boxOf(x, y, Math.max(0, right - x), Math.max(0, bottom - y));
}

export function isEmpty({ width, height }: Box): boolean {
  return width <= 0 || height <= 0;
}

/** A soft landing: 0 → 0, 1 → 1, fast at first. */
export function easedOut(share: number): number {
  return 1 - (1 - Math.min(1, Math.max(0, share))) ** 3;
}
