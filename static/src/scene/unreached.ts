/** Cells that no window ever meets, or that nothing is written to: whole rows and columns of them, hatched. */
import { boxOf, overlap } from './box.ts';
import type { Box, Mark } from './mark.ts';
import type { Measures } from './measures.ts';
import { boxOfCells, type Panel, visibleCells } from './panel.ts';

export interface Unreached {
  readonly rows: readonly number[];
  readonly columns: readonly number[];
}

export function unreachedMarks(panel: Panel, { rows, columns }: Unreached, { line, gap }: Measures): Mark[] {
  if (panel.cell < 3) return [];
  const seen = visibleCells(panel);
  const sight = boxOfCells(panel, seen);
  const along = (start: number, stop: number): Box => boxOfCells(panel, { ...seen, top: start, bottom: stop });
  const down = (start: number, stop: number): Box => boxOfCells(panel, { ...seen, left: start, right: stop });
  const bands = [
    ...runsOf(rows, seen.top, seen.bottom).map(([start, stop]) => along(start, stop)),
    ...runsOf(columns, seen.left, seen.right).map(([start, stop]) => down(start, stop)),
  ];
  const spacing = Math.max(4, Math.min(gap * 0.6, panel.cell / 3));
  const marks = bands.flatMap((band): Mark[] => {
    const box = overlap(overlap(band, sight), boxOf(panel.box.x, panel.box.y, panel.box.width, panel.box.height));
    return [
      { kind: 'rect', box, fill: 'paper', opacity: 0.55 },
      { kind: 'hatch', box, gap: spacing, stroke: { colour: 'muted', width: line }, opacity: 0.8 },
    ];
  });
  return marks.length > 0
    ? [{ kind: 'group', clip: panel.box, marks, label: 'Hatched cells are met by no window.' }]
    : [];
}

/** Neighbours taken together: `runsOf([0, 3, 4], 0, 9)` is `[[0, 1], [3, 5]]`. */
export function runsOf(cells: readonly number[], low: number, high: number): [start: number, stop: number][] {
  const runs: [number, number][] = [];
  for (const cell of cells) {
    if (cell < low || cell >= high) continue;
    const last = runs.at(-1);
    if (last && last[1] === cell) last[1] = cell + 1;
    else runs.push([cell, cell + 1]);
  }
  return runs;
}
