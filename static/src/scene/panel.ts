/** Where the cells of a picture stand on the scene. Drawing and hit-testing both ask here, so they cannot differ. */
import type { Sides } from '../core/geometry.ts';
import { boxOf, contains } from './box.ts';
import type { Box } from './mark.ts';

/** What is looked at: the cell in the middle (fractions too), and how many cells lie across the panel. */
export interface Viewport {
  readonly row: number;
  readonly column: number;
  readonly across: number;
}

export interface Panel {
  /** The part of the scene that the picture is seen in. */
  readonly box: Box;
  /** The side of a cell in pixels. */
  readonly cell: number;
  /** The top left corner of cell [0, 0]; outside of the box where the picture is zoomed. */
  readonly x: number;
  readonly y: number;
  readonly rows: number;
  readonly columns: number;
  /** Cells of padding around, [top, right, bottom, left]. */
  readonly sides: Sides;
}

/** Cells of a panel, ends excluded. */
export interface Cells {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

interface PanelShape {
  readonly room: Box;
  readonly rows: number;
  readonly columns: number;
  readonly sides: Sides;
}

/** The side of a cell at which the whole picture with its padding fits; whole pixels where that costs little. */
export function fittingCell({ room, rows, columns, sides: [top, right, bottom, left] }: PanelShape): number {
  const side = Math.min(room.width / (columns + left + right), room.height / (rows + top + bottom));
  return side >= 4 ? Math.floor(side) : side;
}

/** The whole picture, in the middle of the room. */
export function wholePanel(shape: PanelShape, cell = fittingCell(shape)): Panel {
  const { room, rows, columns, sides } = shape;
  const [top, right, bottom, left] = sides;
  const width = Math.min(room.width, (columns + left + right) * cell);
  const height = Math.min(room.height, (rows + top + bottom) * cell);
  const box = boxOf(
    Math.round(room.x + (room.width - width) / 2),
    Math.round(room.y + (room.height - height) / 2),
    width,
    height,
  );
  return { box, cell, x: box.x + left * cell, y: box.y + top * cell, rows, columns, sides };
}

/** A part of the picture that fills the room; it stops where the picture's padding ends. */
export function zoomedPanel(shape: PanelShape, row: number, column: number, cell: number): Panel {
  const { room, rows, columns, sides } = shape;
  const [top, right, bottom, left] = sides;
  const x = placed(room.width, columns * cell, left * cell, right * cell, column * cell);
  const y = placed(room.height, rows * cell, top * cell, bottom * cell, row * cell);
  return { box: room, cell, x: Math.round(room.x + x), y: Math.round(room.y + y), rows, columns, sides };
}

/** The offset that shows `at` in the middle of the room, with no empty room on a side that a picture could fill. */
function placed(room: number, size: number, before: number, after: number, at: number): number {
  if (before + size + after <= room) return (room - (before + size + after)) / 2 + before;
  return Math.min(before, Math.max(room - size - after, room / 2 - at));
}

/** The square of a cell, which may lie in the padding or out of sight. */
export function boxOfCell(panel: Panel, row: number, column: number): Box {
  return boxOf(panel.x + column * panel.cell, panel.y + row * panel.cell, panel.cell, panel.cell);
}

export function boxOfCells({ x, y, cell }: Panel, { top, left, bottom, right }: Cells): Box {
  return boxOf(x + left * cell, y + top * cell, (right - left) * cell, (bottom - top) * cell);
}

/** The cell of the picture that is drawn at a point, or `undefined` in the padding and outside. */
export function cellAt(panel: Panel, x: number, y: number): { row: number; column: number } | undefined {
  if (!contains(panel.box, x, y)) return undefined;
  const row = Math.floor((y - panel.y) / panel.cell);
  const column = Math.floor((x - panel.x) / panel.cell);
  if (row < 0 || row >= panel.rows || column < 0 || column >= panel.columns) return undefined;
  return { row, column };
}

/** The cells in sight, those cut by the edge of the panel too; without the padding unless it is asked for. */
export function visibleCells({ box, cell, x, y, rows, columns, sides }: Panel, padded = false): Cells {
  const [top, right, bottom, left] = padded ? sides : [0, 0, 0, 0];
  const first = (at: number): number => Math.floor(at / cell + 1e-6);
  const last = (at: number): number => Math.ceil(at / cell - 1e-6);
  return {
    top: Math.max(0 - top, first(box.y - y)),
    left: Math.max(0 - left, first(box.x - x)),
    bottom: Math.min(rows + bottom, last(box.y + box.height - y)),
    right: Math.min(columns + right, last(box.x + box.width - x)),
  };
}
