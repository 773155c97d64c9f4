/** Which output the stencil shows for what lies under the pointer. */
import type { Hit } from '../../scene/hit.ts';
import { positionOf, type Subject } from '../../scene/subject.ts';
import { outputPlace } from '../../scene/viewport.ts';

/** The position of a hit: of an output its own, of an input the one whose window has it in the middle. */
export function positionUnder(subject: Subject, hit: Hit | null, filter: number): number | null {
  if (hit?.kind === 'output') return positionOf(subject, { filter, row: hit.row, column: hit.column });
  if (hit?.kind !== 'input') return null;
  const { height, width } = subject.output;
  const [row, column] = outputPlace(subject.geometry, hit.row + 0.5, hit.column + 0.5);
  return positionOf(subject, { filter, row: inside(row, height), column: inside(column, width) });
}

function inside(at: number, length: number): number {
  return Math.min(length - 1, Math.max(0, Math.floor(at)));
}
