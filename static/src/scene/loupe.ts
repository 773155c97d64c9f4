/** What a finger hides, beside it: the cells around the stencil, larger, in a frame. */
import { boxOf, centreOf, isEmpty, overlap } from './box.ts';
import type { StageLayout } from './layout.ts';
import type { Box, Mark } from './mark.ts';
import { boxOfCells, type Panel } from './panel.ts';
import { type Picture, pictureMarks } from './picture.ts';
import { outline } from './stencil.ts';
import { type Place, type Subject, tapsOf } from './subject.ts';

const SIDE = 132;
/** From the finger to the loupe's edge. */
const AWAY = 44;

export function loupeMarks(
  subject: Subject,
  layout: StageLayout,
  place: Place,
  touch: { x: number; y: number },
  picture: Picture,
): Mark[] {
  const { rows, columns } = tapsOf(subject, place);
  const box = loupeBox(layout, touch.x, touch.y);
  const across = Math.max(columns.span.stop - columns.span.start, rows.span.stop - rows.span.start) + 2;
  const cell = Math.floor(SIDE / across);
  const middle = [(rows.span.start + rows.span.stop) / 2, (columns.span.start + columns.span.stop) / 2] as const;
  const [x, y] = centreOf(box);
  const from = layout.inputs[0].panel;
  const panel: Panel = { ...from, box, cell, x: x - middle[1] * cell, y: y - middle[0] * cell };
  const window = boxOfCells(panel, {
    top: rows.span.start,
    left: columns.span.start,
    bottom: rows.span.stop,
    right: columns.span.stop,
  });
  const seen = isEmpty(overlap(window, box)) ? [] : [outline(window, 'stencil', layout.measures)];
  return [
    { kind: 'rect', box, fill: 'surface', stroke: { colour: 'ink', width: 2 }, halo: 'paper' },
    {
      kind: 'group',
      clip: box,
      marks: [...pictureMarks(panel, picture, layout.measures), ...seen],
      label: 'What is under the finger',
    },
    { kind: 'rect', box, stroke: { colour: 'ink', width: 2 } },
  ];
}

/** Above the finger, or beside it where there is no room above: below it lies the hand. Never over the scene's edge. */
function loupeBox({ width }: StageLayout, x: number, y: number): Box {
  const within = (left: number): number => Math.min(width - SIDE, Math.max(0, left));
  const above = y - AWAY - SIDE;
  if (above >= 0) return boxOf(within(x - SIDE / 2), above, SIDE, SIDE);
  return boxOf(within(x > width / 2 ? x - AWAY - SIDE : x + AWAY), Math.max(0, y - SIDE), SIDE, SIDE);
}
