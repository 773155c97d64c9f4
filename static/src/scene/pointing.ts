/** From what is pointed at to the output position that is shown: all gestures become one. */
import type { Hit } from './hit.ts';
import { positionOf, type Subject } from './subject.ts';
import { outputPlace } from './viewport.ts';

/**
 * The position of an output cell, or of the window whose middle is nearest to an input cell: at the border the last
 * one that there is. `null` where nothing is pointed at that has a position.
 */
export function positionUnder(subject: Subject, hit: Hit | null, filter = 0): number | null {
  if (hit?.kind === 'output') return positionOf(subject, { filter, row: hit.row, column: hit.column });
  if (hit?.kind !== 'input') return null;
  const { height, width } = subject.output;
  const [row, column] = outputPlace(subject.geometry, hit.row + 0.5, hit.column + 0.5);
  return positionOf(subject, { filter, row: inside(row, height), column: inside(column, width) });
}

function inside(at: number, n: number): number {
  return Math.min(n - 1, Math.max(0, Math.floor(at + 1e-9)));
}
