/** The counts of stamps as a heat map with its numbers. */
import type { Rgb } from '../../core/colour.ts';
import { boxOf } from '../box.ts';
import type { Mark, Scene } from '../mark.ts';
import { boxOfCell, type Panel, wholePanel } from '../panel.ts';
import { outline } from '../stencil.ts';
import { fittingSize } from '../text.ts';
import { planeOf, type Volume } from '../volume.ts';
import { headHeight, measuresOf, type WaysRoom } from './layout.ts';
import { frame, text } from './parts.ts';

/** Pale where few stamps lie, dark where many do. */
const FEW: Rgb = [240, 249, 247];
const MANY: Rgb = [0, 77, 67];

export interface OverlapLayout {
  readonly panel: Panel;
  readonly width: number;
  readonly height: number;
}

/** As wide as its room, and at most as high as `most`. */
export function overlapLayout({ height: rows, width: columns }: Volume, room: WaysRoom, most: number): OverlapLayout {
  const measures = measuresOf(room);
  const head = headHeight(measures);
  const side = Math.min((room.width - 4) / columns, (most - head) / rows, measures.tile);
  const cell = side >= 4 ? Math.floor(side) : side;
  const left = room.form === 'projector' ? (room.width - columns * cell) / 2 : 2;
  const box = boxOf(left, head, columns * cell, rows * cell);
  const panel = wholePanel({ room: box, rows, columns, sides: [0, 0, 0, 0] }, cell);
  return { panel, width: room.width, height: head + rows * cell + 4 };
}

export function overlapScene(
  counts: Volume,
  { panel, width, height }: OverlapLayout,
  room: WaysRoom,
  place: { readonly row: number; readonly column: number } | null,
): Omit<Scene, 'label'> {
  const measures = measuresOf(room);
  const moving = place ? [outline(boxOfCell(panel, place.row, place.column), 'output', measures)] : [];
  return { width, height, still: countMarks(counts, panel, room), moving };
}

export function countMarks(counts: Volume, panel: Panel, room: WaysRoom): Mark[] {
  const { leastNumeral, words, line } = measuresOf(room);
  const plane = planeOf(counts, 0);
  const most = Math.max(1, ...plane);
  const size = fittingSize(
    [...new Set(plane)].map(String),
    panel.cell * 0.9,
    Math.max(leastNumeral, panel.cell * 0.45),
    leastNumeral,
  );
  const isNumbered = size !== undefined && panel.cell >= leastNumeral * 1.15;
  const tiles = Array.from(
    plane,
    (count, index): Mark => ({
      kind: 'tile',
      box: boxOfCell(panel, Math.floor(index / counts.width), index % counts.width),
      colour: shade(count / most),
      text: isNumbered ? String(count) : '',
      size: size ?? leastNumeral,
    }),
  );
  return [
    text('stamps on each output cell', panel.box.x, panel.box.y - words * 0.9, words),
    ...tiles,
    frame(panel.box, 'rule', line),
  ];
}

function shade(share: number): Rgb {
  const mix = (index: 0 | 1 | 2): number => Math.round(FEW[index] + (MANY[index] - FEW[index]) * share);
  return [mix(0), mix(1), mix(2)];
}
