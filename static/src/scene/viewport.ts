/** Zooming and panning: from one viewport to the next, with nothing remembered in between. */
import type { Geometry } from '../core/geometry.ts';
import { centreOf, contains } from './box.ts';
import type { Box } from './mark.ts';
import type { Panel, Viewport } from './panel.ts';
import type { StageLayout } from './plan.ts';

/** No fewer cells across than this: then one window of most kernels fills the panel. */
const FEWEST = 3;

/** Zoomed in (factor > 1) or out about a point of the scene, which stays where it is; `undefined` shows it whole. */
export function zoomedAt(layout: StageLayout, factor: number, pointX: number, pointY: number): Viewport | undefined {
  const [x, y] = onInput(layout, pointX, pointY);
  const { panel, room } = layout.inputs.find((input) => contains(input.room, x, y)) ?? layout.inputs[0];
  const across = Math.max(FEWEST, room.width / (panel.cell * factor));
  const cell = room.width / across;
  if (fits(panel, room, cell)) return undefined;
  return {
    row: (y - panel.y) / panel.cell + (room.y + room.height / 2 - y) / cell,
    column: (x - panel.x) / panel.cell + (room.x + room.width / 2 - x) / cell,
    across,
  };
}

/** A point of the output becomes the one that lies there on the input: both are shown at one size. */
function onInput({ inputs: [{ room }], outputRoom }: StageLayout, x: number, y: number): readonly [number, number] {
  if (!contains(outputRoom, x, y)) return [x, y];
  const [[fromX, fromY], [toX, toY]] = [centreOf(outputRoom), centreOf(room)];
  return [x - fromX + toX, y - fromY + toY];
}

/** Dragged by so many pixels. A whole picture cannot be moved. */
export function pannedBy(
  layout: StageLayout,
  viewport: Viewport | undefined,
  dx: number,
  dy: number,
): Viewport | undefined {
  if (!viewport) return undefined;
  const { cell } = layout.inputs[0].panel;
  const shown = shownBy(layout, viewport);
  return { ...shown, row: shown.row - dy / cell, column: shown.column - dx / cell };
}

/** The least movement that keeps a cell and `reach` cells around it in sight: for arrow keys and playing. */
export function following(
  layout: StageLayout,
  viewport: Viewport,
  row: number,
  column: number,
  reach: number,
): Viewport {
  const { room, panel } = layout.inputs[0];
  const shown = shownBy(layout, viewport);
  const slack = (pixels: number): number => Math.max(0, pixels / panel.cell / 2 - reach - 1);
  const near = (at: number, middle: number, most: number): number => Math.min(at + most, Math.max(at - most, middle));
  const next = {
    row: near(row + 0.5, shown.row, slack(room.height)),
    column: near(column + 0.5, shown.column, slack(room.width)),
  };
  return next.row === shown.row && next.column === shown.column ? viewport : { ...viewport, ...next };
}

/** Where the middle of an input region comes to lie in the output. */
export function outputPlace({ rows, columns }: Geometry, row: number, column: number): [row: number, column: number] {
  return [rows.placeOf(row), columns.placeOf(column)];
}

/** The viewport that is truly shown: the picture's edges stop it. */
function shownBy({ inputs: [{ panel, room }] }: StageLayout, { across }: Viewport): Viewport {
  return {
    row: (room.y + room.height / 2 - panel.y) / panel.cell,
    column: (room.x + room.width / 2 - panel.x) / panel.cell,
    across,
  };
}

function fits({ columns, rows, sides: [top, right, bottom, left] }: Panel, room: Box, cell: number): boolean {
  return (columns + left + right) * cell <= room.width && (rows + top + bottom) * cell <= room.height;
}
