/** What lies under a point of the two ways. */
import { cellAt, type Panel } from '../panel.ts';
import { outputUnder, sourceAt } from './gather.ts';
import type { WaysLayout } from './layout.ts';
import type { Source, TransposedSubject } from './transposed-subject.ts';

/** An input cell, whose stamp is meant; or an output cell, on which its window is. */
export type WaysHit =
  | { readonly kind: 'input'; readonly source: Source }
  | { readonly kind: 'output'; readonly row: number; readonly column: number };

/** A place of the stuffed input means the window that has it in the middle. */
export function waysHit(
  subject: TransposedSubject,
  layout: WaysLayout,
  channel: number,
  x: number,
  y: number,
): WaysHit | null {
  const output = cellAt(layout.output, x, y);
  if (output) return { kind: 'output', ...output };
  const input = cellAt(layout.input, x, y);
  if (input) return { kind: 'input', source: { channel, ...input } };
  const stuffed = paddedCellAt(layout.stuffed, x, y);
  return stuffed && { kind: 'output', ...outputUnder(subject, stuffed.row, stuffed.column) };
}

/** The input cell whose value is drawn under a point of the stuffed input. */
export function valueUnder(subject: TransposedSubject, layout: WaysLayout, channel: number, x: number, y: number) {
  const cell = cellAt(layout.stuffed, x, y);
  return cell ? sourceAt(subject, channel, cell.row, cell.column) : null;
}

/** The cell under a point, those of the ring too. */
function paddedCellAt(panel: Panel, x: number, y: number): { row: number; column: number } | null {
  const [top, right, bottom, left] = panel.sides;
  const whole: Panel = {
    ...panel,
    x: panel.x - left * panel.cell,
    y: panel.y - top * panel.cell,
    rows: panel.rows + top + bottom,
    columns: panel.columns + left + right,
  };
  const cell = cellAt(whole, x, y);
  return cell ? { row: cell.row - top, column: cell.column - left } : null;
}
