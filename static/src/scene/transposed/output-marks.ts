/** The output in any state of its sums, with what padding cuts away and output padding adds. */
import type { Mark } from '../mark.ts';
import type { Measures } from '../measures.ts';
import { boxOfCell, boxOfCells, type Panel } from '../panel.ts';
import { type Picture, pictureMarks } from '../picture.ts';
import { perUnit } from '../units.ts';
import { planeOf, volumeOf } from '../volume.ts';
import type { WaysLayout } from './layout.ts';
import { around, frame, wholeOf } from './parts.ts';
import type { Written } from './scatter.ts';
import type { TransposedSubject } from './transposed-subject.ts';

/** The output with the cells that padding cuts away, faint around it. `values` are in the units of the input. */
export function outputMarks(
  subject: TransposedSubject,
  layout: WaysLayout,
  values: Written,
  beneath: readonly Mark[] = [],
): Mark[] {
  const { output, measures } = layout;
  const { top, left, bottom, right, sums } = values;
  const box = boxOfCells(output, values);
  const room: Panel = {
    ...output,
    box,
    x: box.x,
    y: box.y,
    rows: bottom - top,
    columns: right - left,
    sides: [0, 0, 0, 0],
  };
  const volume = volumeOf([Float32Array.from(sums)], bottom - top, right - left);
  const picture: Picture = { volume, channels: [0], scale: subject.outputScale, units: subject.units };
  return [
    ...pictureMarks(room, picture, measures),
    ...beneath,
    ...cutMarks(output, measures),
    ...addedMarks(subject, output, measures),
    frame(wholeOf(output), 'output', measures.strong / 2),
  ];
}

/** The server's numbers where they are, and ours on what is cut away. */
export function finishedValues(subject: TransposedSubject, filter: number, written: Written): Written {
  const scale = perUnit(subject.units);
  const across = written.right - written.left;
  const { height, width } = subject.output;
  const plane = planeOf(subject.output, filter);
  const sums = written.sums.map((sum, index) => {
    const [row, column] = [Math.floor(index / across) + written.top, (index % across) + written.left];
    const isInside = row >= 0 && column >= 0 && row < height && column < width;
    return isInside ? (plane[row * width + column] as number) : sum / scale;
  });
  return { ...written, sums };
}

/** Cells on which no stamp lies yet. */
export function emptyMarks({ output }: WaysLayout, { counts, top, left, right }: Written): Mark[] {
  const across = right - left;
  return Array.from(counts.keys())
    .filter((index) => counts[index] === 0)
    .map((index): Mark => {
      const box = boxOfCell(output, Math.floor(index / across) + top, (index % across) + left);
      return { kind: 'rect', box, fill: 'paper', stroke: { colour: 'rule', width: 1 } };
    });
}

/** Sums in the units that are read, in those of the input. */
export function rawValues(subject: TransposedSubject, written: Written): Written {
  const scale = perUnit(subject.units);
  return { ...written, sums: written.sums.map((sum) => sum / scale) };
}

function cutMarks(panel: Panel, { line, gap }: Measures): Mark[] {
  const strips = around(panel);
  const stroke = { colour: 'edge', width: line } as const;
  return [
    ...strips.map((box): Mark => ({ kind: 'rect', box, fill: 'paper', opacity: 0.72 })),
    ...strips.map((box): Mark => ({ kind: 'hatch', box, gap: Math.max(4, gap * 0.75), stroke, opacity: 0.5 })),
  ];
}

/** Output padding: rows and columns at the end that are kept, or that no stamp reaches. */
function addedMarks({ geometry }: TransposedSubject, panel: Panel, { line }: Measures): Mark[] {
  const marks: Mark[] = [];
  const dashed = (points: number[]): void => {
    marks.push({ kind: 'path', points, stroke: { colour: 'output', width: 2 * line, dash: [5 * line, 4 * line] } });
  };
  const { x, y, width, height } = wholeOf(panel);
  const [down, across] = [geometry.rows.outputPadding, geometry.columns.outputPadding];
  if (down > 0) dashed([x, y + height - down * panel.cell, x + width, y + height - down * panel.cell]);
  if (across > 0) dashed([x + width - across * panel.cell, y, x + width - across * panel.cell, y + height]);
  return marks;
}
