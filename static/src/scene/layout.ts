/** The stage's plan: input, calculation and output side by side, or the calculation beneath where it is narrow. */
import { boxOf } from './box.ts';
import { type CalculationLayout, calculationLayout, movedTo } from './calculation-layout.ts';
import { ledgerLines } from './ledger-lines.ts';
import type { Box } from './mark.ts';
import { type Measures, measuresFor, SIDE_BY_SIDE } from './measures.ts';
import { fittingCell, type Panel, type Viewport, wholePanel, zoomedPanel } from './panel.ts';
import type { InputPanel, StageLayout, StageView } from './plan.ts';
import { isColour, type Subject, termsOf } from './subject.ts';
import { widthOf } from './text.ts';
import type { CalculationShape } from './tiles.ts';
import { writtenWeight } from './units.ts';
import { outputPlace } from './viewport.ts';
import { channelsSeen } from './workings.ts';

export type { InputPanel, StageLayout, StageView } from './plan.ts';

/** More channels than this are not drawn one by one. */
const MOST_PANELS = 16;
const MOST_GROUPS = 6;

/** An output less than this share of the input's side is enlarged by a whole number. */
const TOO_SMALL = 0.3;

export function layoutOf(subject: Subject, view: StageView): StageLayout {
  const measures = measuresFor(view.form, view.width, view.height);
  const shape = shapeOf(subject);
  const rooms = view.width >= SIDE_BY_SIDE && shape.groups === 1 ? sideBySide : stacked;
  const { input, output, calculation, height } = rooms(subject, view, shape, measures);
  const inputs = inputPanels(subject, input, view.viewport, measures);
  return {
    width: view.width,
    height,
    form: view.form,
    measures,
    inputs,
    output: outputPanel(subject, output, inputs[0], view.viewport),
    outputRoom: output,
    calculation,
  };
}

interface Rooms {
  readonly input: Box;
  readonly output: Box;
  readonly calculation: CalculationLayout;
  readonly height: number;
}

function sideBySide(subject: Subject, view: StageView, shape: CalculationShape, measures: Measures): Rooms {
  const { panelGap } = measures;
  const label = labelHeight(measures);
  const limit = view.height ? view.height - label - measures.strong : Number.POSITIVE_INFINITY;
  const wider = view.form === 'projector' ? 0.04 : 0;
  const share = wider + (shape.columns <= 3 ? 0.26 : shape.columns <= 5 ? 0.31 : 0.34);
  const across = view.width - 2 * measures.strong;
  const side = Math.floor(Math.min((across * (1 - share) - 2 * panelGap) / 2, limit));
  const width = Math.min(across - 2 * side - 2 * panelGap, measures.tile * 9);
  const calculation = calculationLayout(shape, width, Math.min(limit, side * 1.8), measures);
  const roomHeight = neededHeight(subject, side, limit);
  const height = Math.max(roomHeight + label + measures.strong, calculation.box.height, view.height ?? 0);
  const top = Math.round((height - label - roomHeight) / 2 + label);
  const left = Math.round((view.width - 2 * side - 2 * panelGap - width) / 2);
  const middle = (height - calculation.box.height) / 2 + (calculation.box.height < roomHeight ? label / 2 : 0);
  return {
    input: boxOf(left, top, side, roomHeight),
    output: boxOf(left + side + width + 2 * panelGap, top, side, roomHeight),
    calculation: movedTo(calculation, left + side + panelGap, Math.round(middle)),
    height: Math.ceil(height),
  };
}

/** Input and output beside each other on top, the calculation beneath. */
function stacked(subject: Subject, view: StageView, shape: CalculationShape, measures: Measures): Rooms {
  const { panelGap } = measures;
  const label = labelHeight(measures);
  const tallest = view.height ? view.height * 0.33 : measures.tile * 5.4;
  const side = Math.floor(
    Math.min((view.width - panelGap) / 2 - measures.strong, view.width < SIDE_BY_SIDE ? view.width : tallest),
  );
  const roomHeight = neededHeight(subject, side, tallest);
  const left = Math.round((view.width - 2 * side - panelGap) / 2);
  const top = label + roomHeight + panelGap;
  const limit = view.height ? view.height - top : Number.POSITIVE_INFINITY;
  const calculation = calculationLayout(shape, view.width, limit, measures);
  return {
    input: boxOf(left, label, side, roomHeight),
    output: boxOf(left + side + panelGap, label, side, roomHeight),
    calculation: movedTo(calculation, 0, Math.round(top)),
    height: Math.ceil(Math.max(top + calculation.box.height, view.height ?? 0)),
  };
}

/** Room above a panel for its label. */
export function labelHeight({ words }: Measures): number {
  return Math.round(words * 1.9);
}

/** Both pictures at one size of cell need no more height than this. */
function neededHeight({ input, output, geometry }: Subject, side: number, limit: number): number {
  const [top, right, bottom, left] = sidesOf(geometry);
  const columns = Math.max(input.width + left + right, output.width);
  const rows = Math.max(input.height + top + bottom, output.height);
  const room = boxOf(0, 0, side, Math.min(limit, side * 1.25));
  return Math.ceil(Math.min(room.height, rows * fittingCell({ room, rows, columns, sides: [0, 0, 0, 0] })));
}

function inputPanels(
  subject: Subject,
  room: Box,
  viewport: Viewport | undefined,
  measures: Measures,
): [InputPanel, ...InputPanel[]] {
  const { planes } = subject.input;
  const together = subject.units === 'levels' && planes.length === 3;
  const count = together || planes.length > MOST_PANELS ? 1 : planes.length;
  const across = Math.min(count, Math.ceil(Math.sqrt((count * room.width) / room.height) - 0.25));
  const down = Math.ceil(count / across);
  const gap = measures.gap;
  const width = (room.width - (across - 1) * gap) / across;
  const height = (room.height - (down - 1) * gap) / down;
  const panelAt = (index: number): InputPanel => {
    const x = room.x + (index % across) * (width + gap);
    const part = boxOf(x, room.y + Math.floor(index / across) * (height + gap), width, height);
    return { panel: inputPanel(subject, part, viewport), room: part, channels: together ? [0, 1, 2] : [index] };
  };
  return [panelAt(0), ...Array.from({ length: count - 1 }, (_, index) => panelAt(index + 1))];
}

function inputPanel({ input, output, geometry }: Subject, room: Box, viewport: Viewport | undefined): Panel {
  const shape = { room, rows: input.height, columns: input.width, sides: sidesOf(geometry) };
  if (viewport) return zoomedPanel(shape, viewport.row, viewport.column, room.width / viewport.across);
  // An output that grows has to fit with the same cells.
  const growing = fittingCell({ room, rows: output.height, columns: output.width, sides: [0, 0, 0, 0] });
  const own = fittingCell(shape);
  return wholePanel(shape, growing < own * TOO_SMALL ? own : Math.min(own, growing));
}

function outputPanel(
  { output, geometry }: Subject,
  room: Box,
  input: InputPanel,
  viewport: Viewport | undefined,
): Panel {
  const shape = { room, rows: output.height, columns: output.width, sides: [0, 0, 0, 0] as const };
  const { panel } = input;
  const share = Math.max(output.width / panel.columns, output.height / panel.rows);
  const cell =
    panel.cell *
    (share < TOO_SMALL ? Math.floor(1 / share) : 1) *
    (room.width / input.room.width >= 2 ? Math.floor(room.width / input.room.width) : 1);
  const size = [output.width * cell, output.height * cell] as const;
  if (size[0] <= room.width + 0.5 && size[1] <= room.height + 0.5) return wholePanel(shape, cell);
  const at = viewport ?? { row: panel.rows / 2, column: panel.columns / 2 };
  const [row, column] = outputPlace(geometry, at.row, at.column);
  return viewport ? zoomedPanel(shape, row, column, cell) : wholePanel(shape);
}

/** The padding around the input; a transposed window has none. */
export function sidesOf({ rows, columns, transposed }: Subject['geometry']): readonly [number, number, number, number] {
  return transposed ? [0, 0, 0, 0] : [rows.before, columns.after, rows.after, columns.before];
}

function shapeOf(subject: Subject): CalculationShape {
  const [rows, columns] = termsOf(subject);
  const channels = isColour(subject) ? 3 : subject.operation === 'pooling' ? 1 : channelsSeen(subject, 0).length;
  const weights = subject.operation === 'pooling' ? [] : subject.kernel.flat(3);
  return {
    rows,
    columns,
    groups: Math.min(channels, MOST_GROUPS),
    titled: channels > 1,
    weighted: subject.operation === 'convolution',
    widestWeight: weights.reduce((widest, weight) => Math.max(widest, widthOf(writtenWeight(weight), 1)), 0),
    lines: ledgerLines(subject).length,
  };
}
