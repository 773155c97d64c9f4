/** The half turn of a kernel as a function of t: where each tile is, from 0 (as written) to 1 (turned). */
import type { WrittenNumber } from '../../core/numbers.ts';
import type { Plane } from '../../wire/question.ts';

export interface TurnedTile {
  readonly number: WrittenNumber;
  /** The tile's middle, in tiles from the middle of the kernel. */
  readonly x: number;
  readonly y: number;
}

/** Numbers stay upright while their tiles go round. */
export function turnedTiles(rows: Plane, t: number): TurnedTile[] {
  const [cos, sin] = [Math.cos(Math.PI * t), Math.sin(Math.PI * t)];
  return rows.flatMap((row, down) =>
    row.map((number, right) => {
      const [x, y] = [right - (row.length - 1) / 2, down - (rows.length - 1) / 2];
      return { number, x: x * cos - y * sin, y: x * sin + y * cos };
    }),
  );
}

/** Slow at both ends. */
export function eased(t: number): number {
  return t * t * (3 - 2 * t);
}
