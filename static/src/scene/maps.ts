/** All maps of an output as small pictures beneath the one that is looked at: one for each filter. */
import { boxOf, grown } from './box.ts';
import type { Box, Mark } from './mark.ts';
import type { Measures } from './measures.ts';
import { fittingCell, type Panel, wholePanel } from './panel.ts';
import { ghostMarks, type Picture, pictureMarks, writtenMarks } from './picture.ts';
import { isColour, type Subject } from './subject.ts';

/** More maps than this are not drawn one by one. */
const MOST_MAPS = 16;

/** How many maps stand beneath the output: none where there is only the one. */
export function mapCount(subject: Subject): number {
  const count = subject.output.planes.length;
  return subject.operation === 'pooling' || isColour(subject) || count < 2 || count > MOST_MAPS ? 0 : count;
}

/** The height that the maps need under an output. */
export function mapsHeight(subject: Subject, width: number, measures: Measures): number {
  const count = mapCount(subject);
  if (count === 0) return 0;
  const { rows, columns } = mapGrid(count);
  const across = (width - (columns - 1) * measures.gap) / columns;
  const ratio = subject.output.height / subject.output.width;
  const each = Math.min(measures.tile * 1.4, across * Math.min(ratio, 1.5));
  return Math.ceil(rows * (each + measures.gap) + measures.gap / 2);
}

/** A panel for each map, side by side under the output. */
export function mapPanels(subject: Subject, room: Box, measures: Measures): Panel[] {
  const count = mapCount(subject);
  if (count === 0) return [];
  const { rows, columns } = mapGrid(count);
  const { gap } = measures;
  const size = { rows: subject.output.height, columns: subject.output.width, sides: [0, 0, 0, 0] as const };
  const width = (room.width - (columns - 1) * gap) / columns;
  const height = (room.height - rows * gap) / rows;
  const cell = fittingCell({ room: boxOf(0, 0, width, height), ...size });
  const step = size.columns * cell + gap;
  const left = room.x + (room.width - columns * step + gap) / 2;
  return Array.from({ length: count }, (_, index) => {
    const x = left + (index % columns) * step;
    const y = room.y + gap + Math.floor(index / columns) * (height + gap);
    return wholePanel({ room: boxOf(x, y, size.columns * cell, height), ...size }, cell);
  });
}

/** Those that are not yet written are outlined, the one looked at is framed as the output is. */
export function mapMarks(
  panels: readonly Panel[],
  pictureOf: (filter: number) => Picture,
  chosen: number,
  isRevealed: boolean,
  measures: Measures,
): Mark[] {
  return panels.flatMap((panel, filter): Mark[] => {
    const isThere = isRevealed || filter < chosen;
    const marks = isThere ? pictureMarks(panel, pictureOf(filter), measures) : ghostMarks(panel, measures);
    if (filter !== chosen) return marks;
    const stroke = { colour: 'output', width: measures.strong } as const;
    return [...marks, { kind: 'rect', box: grown(panel.box, measures.strong), stroke, halo: 'paper' }];
  });
}

/** What has been written of the map that is looked at. */
export function writtenMap(panel: Panel | undefined, picture: Picture, count: number, measures: Measures): Mark[] {
  return panel ? writtenMarks(panel, picture, count, measures) : [];
}

function mapGrid(count: number): { rows: number; columns: number } {
  const rows = Math.ceil(count / 8);
  return { rows, columns: Math.ceil(count / rows) };
}
