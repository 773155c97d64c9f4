/** Where the two pictures of one kind of border stand on their scene. */
import { boxOf } from '../../scene/box.ts';
import type { Box } from '../../scene/mark.ts';
import { type Measures, measuresFor } from '../../scene/measures.ts';
import type { Edge } from './edge.ts';

export interface Plan {
  readonly width: number;
  readonly height: number;
  readonly input: Box;
  readonly output: Box;
  /** The side of a cell, the same in both. */
  readonly cell: number;
  readonly measures: Measures;
}

const PAGE: Measures = { ...measuresFor('page', 0), strong: 2, numberedCell: 22 };
const GAP = 10;
const SMALLEST_WORDS = 14;
const LARGEST_WORDS = 24;

/** Input and output beside each other, or one above the other. */
export function planOf({ rows, columns }: Edge, width: number, isBeside: boolean): Plan {
  const frame = 2 * PAGE.strong;
  const [down, across] = [rows.stop - rows.start, columns.stop - columns.start];
  const room = width - 2 * frame - (isBeside ? GAP : 0);
  const cell = whole(room / (isBeside ? across + columns.count : across));
  const words = Math.min(LARGEST_WORDS, Math.max(SMALLEST_WORDS, cell / 2));
  const label = Math.round(1.7 * words);
  const input = boxOf(frame, label, across * cell, down * cell);
  const [x, y] = isBeside ? [frame + input.width + GAP, label] : [frame, label + input.height + label + GAP / 2];
  const output = boxOf(x, y, columns.count * cell, rows.count * cell);
  const height = Math.ceil(Math.max(input.y + input.height, output.y + output.height) + frame);
  return { width, height, input, output, cell, measures: { ...PAGE, words } };
}

/** Whole pixels where that costs little. */
function whole(cell: number): number {
  return cell >= 6 ? Math.floor(cell) : cell;
}
