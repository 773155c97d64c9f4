/** Where the two ways stand: the input on the left, the stuffed input on the right, and between them their one output. */
import { boxOf } from '../box.ts';
import type { Box } from '../mark.ts';
import { type Form, type Measures, measuresFor, SIDE_BY_SIDE } from '../measures.ts';
import { type Panel, wholePanel } from '../panel.ts';
import { termsOf } from '../subject.ts';
import { stuffedOf } from './gather.ts';
import { uncut } from './scatter.ts';
import type { TransposedSubject } from './transposed-subject.ts';

export interface WaysRoom {
  readonly width: number;
  /** A page lets the height follow; a wall does not. */
  readonly height?: number;
  readonly form: Form;
}

export interface WaysLayout {
  readonly width: number;
  readonly height: number;
  readonly measures: Measures;
  readonly input: Panel;
  /** Its sides are the cells that padding cuts away. */
  readonly output: Panel;
  /** Cell [0, 0] is the first value; its sides are the ring. */
  readonly stuffed: Panel;
  readonly kernel: Panel;
  readonly turned: Panel;
  /** The sums in words and numbers, and the output cell that both lead to. */
  readonly scatterLedger: Box;
  readonly gatherLedger: Box;
  readonly result: Box;
}

/** A panel without its place: how many cells it has. */
interface Extent {
  readonly rows: number;
  readonly columns: number;
  readonly sides: readonly [number, number, number, number];
}

interface Extents {
  readonly input: Extent;
  readonly output: Extent;
  readonly stuffed: Extent;
  readonly kernel: Extent;
  readonly lines: number;
}

/** Lines of numbers under a heading: few terms need few. */
const LINES = { few: 2.5, many: 4 };
const FEW = 4;
/** Of the width of a page, so that a laptop shows the figure whole. */
const TALLEST = 0.46;
/** A cell need not be larger than this share of a calculation's tile. */
const LARGEST = 1.05;

export function waysLayout(subject: TransposedSubject, room: WaysRoom): WaysLayout {
  const given = measuresOf(room);
  // Here numbers may fill their cells: there are three grids beside each other.
  const measures = { ...given, numberedCell: Math.ceil(given.leastNumeral * 1.1) };
  const extents = extentsOf(subject);
  return room.width >= SIDE_BY_SIDE ? sideBySide(extents, room, measures) : stacked(extents, room, measures);
}

/** On a wall the bars above and below take little here, so that a room that is this much lower has no smaller print. */
const LOWER = 1.1;

export function measuresOf({ form, width, height }: WaysRoom): Measures {
  return measuresFor(form, width, height && height * LOWER);
}

export function lineHeight({ leastNumeral }: Measures): number {
  return Math.round(leastNumeral * 1.5);
}

export function headHeight({ words }: Measures): number {
  return Math.round(words * 1.65);
}

function extentsOf(subject: TransposedSubject): Extents {
  const { input, output, geometry } = subject;
  const [down, across] = termsOf(subject);
  const { top, left, bottom, right } = uncut(subject);
  const stuffed = stuffedOf(geometry, input.height, input.width);
  const [above, after, below, before] = stuffed.ring.map((cells) => Math.max(0, cells));
  return {
    input: { rows: input.height, columns: input.width, sides: [0, 0, 0, 0] },
    output: {
      rows: output.height,
      columns: output.width,
      sides: [-top, right - output.width, bottom - output.height, -left],
    },
    stuffed: {
      rows: stuffed.rows,
      columns: stuffed.columns,
      sides: [above ?? 0, after ?? 0, below ?? 0, before ?? 0],
    },
    kernel: { rows: geometry.rows.size, columns: geometry.columns.size, sides: [0, 0, 0, 0] },
    lines: down * across <= FEW ? LINES.few : LINES.many,
  };
}

function acrossOf({ columns, sides }: Extent): number {
  return sides[3] + columns + sides[1];
}

function downOf({ rows, sides }: Extent): number {
  return sides[0] + rows + sides[2];
}

function placed(extent: Extent, x: number, y: number, cell: number): Panel {
  const room = boxOf(Math.round(x), Math.round(y), acrossOf(extent) * cell, downOf(extent) * cell);
  return wholePanel({ room, ...extent }, cell);
}

function wholeCell(side: number, measures: Measures): number {
  const cell = Math.min(side, measures.tile * LARGEST);
  return cell >= 4 ? Math.floor(cell) : cell;
}

function sideBySide(extents: Extents, room: WaysRoom, measures: Measures): WaysLayout {
  const { input, output, stuffed, kernel, lines } = extents;
  const { strong, panelGap } = measures;
  const [head, foot] = [headHeight(measures), headHeight(measures) + lines * lineHeight(measures)];
  const tallest = Math.max(...[input, output, stuffed].map(downOf));
  // The kernel stands under the input, as large as its stamps.
  const first = Math.max(acrossOf(input), kernel.columns);
  const across = first + acrossOf(output) + acrossOf(stuffed);
  const margin = 2 * strong;
  const limit = (room.height ?? room.width * TALLEST + head + foot) - head - foot - panelGap / 2 - strong;
  const below = limit - 2 * head - panelGap / 2;
  const cell = wholeCell(
    Math.min(
      (room.width - 2 * margin - 2 * panelGap) / across,
      limit / tallest,
      Math.max(below, limit * 0.5) / (input.rows + kernel.rows),
    ),
    measures,
  );
  const gap = Math.min(3 * panelGap, (room.width - 2 * margin - across * cell) / 2);
  const left = (room.width - across * cell - 2 * gap) / 2;
  const column = (input.rows + kernel.rows) * cell + head + panelGap / 2;
  const height = Math.max(tallest * cell, column);
  const free = (room.height ?? 0) - head - foot - panelGap / 2 - height;
  const top = head + Math.max(0, free / 2);
  const middle = (grid: Extent): number => top + (height - downOf(grid) * cell) / 2;
  const outputX = left + first * cell + gap;
  const bottom = Math.round(top + height + panelGap / 2);
  const inputY = top + (height - column) / 2;
  return {
    width: room.width,
    height: Math.ceil(room.height ?? bottom + foot + strong),
    measures,
    input: placed(input, left + ((first - input.columns) * cell) / 2, inputY, cell),
    kernel: placed(kernel, left + ((first - kernel.columns) * cell) / 2, inputY + column - kernel.rows * cell, cell),
    output: placed(output, outputX, middle(output), cell),
    stuffed: placed(stuffed, outputX + acrossOf(output) * cell + gap, middle(stuffed), cell),
    ...beneath(kernel, boxOf(margin, bottom, room.width - 2 * margin, foot), measures),
  };
}

/** Scatter's sum on the left, gather's kernel and sum on the right, the number of both in the middle. */
function beneath(kernel: Extent, { x, y, width, height }: Box, measures: Measures) {
  const { panelGap, gap, tile } = measures;
  const head = headHeight(measures);
  const side = Math.round(tile * 1.5);
  const half = (width - side) / 2 - panelGap;
  const cell = wholeCell(Math.min((height - head) / kernel.rows, (half * 0.4) / kernel.columns), measures);
  const turnedWidth = Math.max(cell * kernel.columns, measures.words * 4.4);
  const right = x + width - half;
  return {
    turned: placed(kernel, right, y + head, cell),
    scatterLedger: boxOf(x, y, half, height),
    gatherLedger: boxOf(right + turnedWidth + 2 * gap, y, half - turnedWidth - 2 * gap, height),
    result: boxOf(Math.round(x + half + panelGap), y, side, height),
  };
}

/** One under the other: scatter with its output, the sum, then gather. */
function stacked(extents: Extents, room: WaysRoom, measures: Measures): WaysLayout {
  const { input, output, stuffed, kernel, lines } = extents;
  const { strong, panelGap } = measures;
  const [head, foot] = [headHeight(measures), lines * lineHeight(measures)];
  const width = room.width - 2 * strong;
  const beside = acrossOf(input) + kernel.columns;
  const cell = wholeCell(
    Math.min(width / Math.max(acrossOf(output), acrossOf(stuffed)), (width - 3 * panelGap) / beside),
    measures,
  );
  let y = head;
  const next = (height: number): number => {
    const at = y;
    y += height + panelGap + head;
    return at;
  };
  const centred = (grid: Extent, at: number): Panel => placed(grid, (room.width - acrossOf(grid) * cell) / 2, at, cell);
  const top = next(Math.max(downOf(input), kernel.rows) * cell);
  const kernelX = strong + acrossOf(input) * cell + 3 * panelGap;
  const outputY = next(downOf(output) * cell);
  y -= head;
  const scatterY = next(head + foot);
  const stuffedY = next(downOf(stuffed) * cell);
  const side = measures.tile * 2.4;
  const turnedCell = wholeCell(Math.min(cell, (width - side - panelGap) / kernel.columns), measures);
  const turnedY = next(Math.max(kernel.rows * turnedCell, side * 0.66));
  y -= head;
  const gatherY = next(head + foot);
  return {
    width: room.width,
    height: Math.ceil(gatherY + head + foot + strong),
    measures,
    input: placed(input, strong, top, cell),
    kernel: placed(kernel, kernelX, top, cell),
    output: centred(output, outputY),
    scatterLedger: boxOf(strong, scatterY, width, head + foot),
    stuffed: centred(stuffed, stuffedY),
    turned: placed(kernel, strong, turnedY, turnedCell),
    gatherLedger: boxOf(strong, gatherY, width, head + foot),
    result: boxOf(room.width - strong - side, turnedY - head, side, side * 0.66 + head),
  };
}
