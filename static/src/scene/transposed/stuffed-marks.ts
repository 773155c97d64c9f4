/** The input as the window sees it: its values, the zeros put between them, and the ring around. */
import { boxOf, overlap } from '../box.ts';
import type { Box, Mark } from '../mark.ts';
import type { Measures } from '../measures.ts';
import { boxOfCell, boxOfCells, type Panel } from '../panel.ts';
import { fittingSize } from '../text.ts';
import { writtenShort } from '../units.ts';
import { valueAt } from '../volume.ts';
import { kindAt, stridesOf, stuffedOf } from './gather.ts';
import type { WaysLayout } from './layout.ts';
import { around, frame, text, wholeOf } from './parts.ts';
import type { TransposedSubject } from './transposed-subject.ts';

/** Values as tiles, the zeros between them pale and dashed, the ring hatched. */
export function stuffedMarks(
  subject: TransposedSubject,
  { stuffed: panel, measures }: WaysLayout,
  plane: number,
): Mark[] {
  const { input, inputScale, units, geometry } = subject;
  const stuffed = stuffedOf(geometry, input.height, input.width);
  const strides = stridesOf(geometry);
  const { cell } = panel;
  const { line, gap, leastNumeral } = measures;
  const size = Math.max(leastNumeral, cell * 0.42);
  const isNumbered = cell >= measures.numberedCell;
  const cells: Mark[] = [];
  const [top, right, bottom, left] = panel.sides;
  for (let row = -top; row < panel.rows + bottom; row++) {
    for (let column = -left; column < panel.columns + right; column++) {
      const box = boxOfCell(panel, row, column);
      if (kindAt(stuffed, strides, row, column) !== 'value') {
        cells.push(...zeroMarks(box, isNumbered ? Math.max(leastNumeral, size * 0.7) : 0));
        continue;
      }
      const raw = valueAt(input, plane, row / strides.stride[0], column / strides.stride[1]);
      const written = writtenShort(raw, units);
      const fitting = fittingSize([written], cell * 0.9, size, leastNumeral);
      const shown = isNumbered && fitting !== undefined ? written : '';
      const edge = { colour: 'ink', width: line } as const;
      cells.push({
        kind: 'tile',
        box,
        colour: inputScale.colourOf(raw),
        text: shown,
        size: fitting ?? size,
        frame: edge,
      });
    }
  }
  const stroke = { colour: 'edge', width: line } as const;
  const hatches = around(panel).map(
    (box): Mark => ({
      kind: 'hatch',
      box,
      gap: Math.max(4, Math.min(gap * 0.75, cell / 2)),
      stroke,
      opacity: 0.6,
    }),
  );
  const grid: Mark = {
    kind: 'grid',
    box: panel.box,
    columns: panel.columns + left + right,
    rows: panel.rows + top + bottom,
    stroke: { ...stroke, dash: [3 * line, 3 * line] },
    opacity: 0.45,
  };
  return [
    ...hatches,
    ...(cell >= 6 ? [grid] : []),
    ...cells,
    frame(wholeOf(panel), 'stencil', line, [4 * line, 3 * line]),
    ...ringAdded(subject, panel, measures),
    ...cutOff(panel, stuffed.ring),
    frame(panel.box, 'rule', line),
  ];
}

function zeroMarks(box: Box, size: number): Mark[] {
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  if (size > 0) return [text('0', x, y, size, { colour: 'muted', face: 'numeral', align: 'middle' })];
  return box.width >= 8 ? [{ kind: 'rect', box: boxOf(x - 1, y - 1, 2, 2), fill: 'muted' }] : [];
}

/** The rows and columns of the ring that output padding has added. */
function ringAdded({ geometry }: TransposedSubject, { box, cell }: Panel, { line }: Measures): Mark[] {
  const stroke = { colour: 'output', width: 2 * line, dash: [5 * line, 4 * line] } as const;
  const [down, across] = [geometry.rows.outputPadding * cell, geometry.columns.outputPadding * cell];
  const { x, y, width, height } = box;
  const [bottom, right] = [y + height - down, x + width - across];
  return [
    ...(down > 0 ? [{ kind: 'path', points: [x, bottom, x + width, bottom], stroke } as const] : []),
    ...(across > 0 ? [{ kind: 'path', points: [right, y, right, y + height], stroke } as const] : []),
  ];
}

/** Values that no window meets, where padding is more than the kernel's reach. */
function cutOff(panel: Panel, [top, right, bottom, left]: readonly number[]): Mark[] {
  const { rows, columns } = panel;
  const less = (cells = 0): number => Math.max(0, -cells);
  const strips = [
    { top: 0, left: 0, bottom: less(top), right: columns },
    { top: rows - less(bottom), left: 0, bottom: rows, right: columns },
    { top: 0, left: 0, bottom: rows, right: less(left) },
    { top: 0, left: columns - less(right), bottom: rows, right: columns },
  ];
  return strips
    .map((strip) => overlap(boxOfCells(panel, strip), panel.box))
    .filter(({ width, height }) => width > 0 && height > 0)
    .map((box): Mark => ({ kind: 'rect', box, fill: 'paper', opacity: 0.72 }));
}
