/** The stage's plan: input, calculation and output side by side, or the calculation beneath where it is narrow. */
import type { WrittenNumber } from '../core/numbers.ts';
import { boxOf } from './box.ts';
import { type CalculationLayout, calculationLayout, movedTo } from './calculation-layout.ts';
import { ledgerLines } from './ledger-lines.ts';
import { productOf } from './letters.ts';
import { mapPanels, mapsHeight } from './maps.ts';
import type { Box } from './mark.ts';
import { type Form, type Measures, measuresFor, SIDE_BY_SIDE } from './measures.ts';
import { fittingCell, type Panel, type Viewport, wholePanel, zoomedPanel } from './panel.ts';
import type { InputPanel, StageLayout, StageView } from './plan.ts';
import { isColour, type Subject, termsOf } from './subject.ts';
import { widestOf, widthOf } from './text.ts';
import type { CalculationShape } from './tiles.ts';
import { writtenWeight } from './units.ts';
import { outputPlace } from './viewport.ts';
import { channelsSeen } from './workings.ts';
import { type Writing, writingOf } from './writing.ts';

export type { InputPanel, StageLayout, StageView } from './plan.ts';

/** More channels than this are not drawn one by one. */
const MOST_PANELS = 16;
const MOST_GROUPS = 6;

/** An output less than this share of the input's side is enlarged by a whole number. */
const TOO_SMALL = 0.3;

export function layoutOf(subject: Subject, view: StageView): StageLayout {
  const measures = measuresFor(view.form, view.width, view.height);
  const shape = shapeOf(subject, writingOf(subject, view.cells));
  const rooms = isSideBySide(subject, view, shape) ? sideBySide : stacked;
  const { input, output, maps, calculation, height } = rooms(subject, view, shape, measures);
  const inputs = inputPanels(subject, input, view.viewport, measures);
  const panel = outputPanel(subject, output, inputs, view.viewport);
  return {
    width: view.width,
    height,
    form: view.form,
    measures,
    inputs,
    output: panel,
    outputRoom: output,
    maps: mapPanels(subject, { ...maps, y: panel.box.y + panel.box.height }, measures),
    calculation,
  };
}

/** The channels of a written grid are small, and stand over each other beside their sums. */
function isSideBySide({ units }: Subject, { width, form }: StageView, { groups }: CalculationShape): boolean {
  const isRoomy = form === 'projector' || width >= 1.25 * SIDE_BY_SIDE;
  return width >= SIDE_BY_SIDE && (groups === 1 || (units === 'values' && isRoomy));
}

interface Rooms {
  readonly input: Box;
  readonly output: Box;
  /** Under the output. */
  readonly maps: Box;
  readonly calculation: CalculationLayout;
  readonly height: number;
}

function sideBySide(subject: Subject, view: StageView, shape: CalculationShape, measures: Measures): Rooms {
  const { panelGap } = measures;
  const label = labelHeight(measures);
  const most = view.height ?? view.most;
  const limit = most ? most - label - measures.strong : Number.POSITIVE_INFINITY;
  const across = view.width - 2 * measures.strong;
  const share = calculationShare(shape, across, view.form, measures);
  const side = Math.floor(Math.min((across * (1 - share) - 2 * panelGap) / 2, limit));
  const width = Math.min(across - 2 * side - 2 * panelGap, measures.tile * (shape.groups > 1 ? 18 : 9));
  const tallest = Math.max(side * 1.8, shape.groups > 1 ? measures.tile * 8.5 : 0);
  const calculation = calculationLayout(shape, width, Math.min(limit, tallest), measures);
  const under = mapsHeight(subject, side, measures);
  const count = panelCount(subject);
  const needed = neededHeight(subject, side, limit - under);
  const tall = shape.groups > 1 ? count * needed : 1.1 * side;
  const inputHeight = count > 1 ? Math.min(limit, tall) : needed;
  const inner = Math.max(inputHeight, needed + under);
  const height = Math.max(inner + label + measures.strong, calculation.box.height, view.height ?? 0);
  const top = Math.round((height - label - inner) / 2 + label);
  const left = Math.round((view.width - 2 * side - 2 * panelGap - width) / 2);
  const middle = (height - calculation.box.height) / 2 + (calculation.box.height < inner ? label / 2 : 0);
  const right = left + side + width + 2 * panelGap;
  const outputTop = top + Math.round((inner - needed - under) / 2);
  return {
    input: boxOf(left, top + Math.round(count > 1 || under > 0 ? (inner - inputHeight) / 2 : 0), side, inputHeight),
    output: boxOf(right, outputTop, side, needed),
    maps: boxOf(right, outputTop + needed, side, under),
    calculation: movedTo(calculation, left + side + panelGap, Math.round(middle)),
    height: Math.ceil(height),
  };
}

/** Of the width, what the calculation takes: with several channels as much as lets their products be read. */
function calculationShare(
  { columns, groups }: CalculationShape,
  across: number,
  form: Form,
  measures: Measures,
): number {
  if (groups > 1) {
    const each = columns * (measures.leastTile * 1.1 + measures.gap) + 3 * measures.gap;
    return Math.min(0.66, Math.max(0.4, (groups * each) / across));
  }
  const wider = form === 'projector' ? 0.04 : 0;
  return wider + (columns <= 3 ? 0.26 : columns <= 5 ? 0.31 : 0.34);
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
  const under = mapsHeight(subject, side, measures);
  const left = Math.round((view.width - 2 * side - panelGap) / 2);
  const right = left + side + panelGap;
  const top = label + roomHeight + under + panelGap;
  const limit = view.height ? view.height - top : Number.POSITIVE_INFINITY;
  const calculation = calculationLayout(shape, view.width, limit, measures);
  return {
    input: boxOf(left, label, side, roomHeight),
    output: boxOf(right, label, side, roomHeight),
    maps: boxOf(right, label + roomHeight, side, under),
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
  const together = isTogether(subject);
  const drawn = drawnOf(subject);
  const count = panelCount(subject);
  const across = panelsAcross(subject, room, count);
  const down = Math.ceil(count / across);
  const gap = measures.gap;
  const width = (room.width - (across - 1) * gap) / across;
  const height = (room.height - (down - 1) * gap) / down;
  const panelAt = (index: number): InputPanel => {
    const x = room.x + (index % across) * (width + gap);
    const part = boxOf(x, room.y + Math.floor(index / across) * (height + gap), width, height);
    return {
      panel: inputPanel(subject, part, viewport),
      room: part,
      channels: together ? [0, 1, 2] : [drawn?.[index] ?? index],
    };
  };
  return [panelAt(0), ...Array.from({ length: count - 1 }, (_, index) => panelAt(index + 1))];
}

/** So many beside each other that their cells are largest. */
function panelsAcross({ input, geometry }: Subject, room: Box, count: number): number {
  const [top, right, bottom, left] = sidesOf(geometry);
  const cellAt = (across: number): number =>
    Math.min(
      room.width / across / (input.width + left + right),
      room.height / Math.ceil(count / across) / (input.height + top + bottom),
    );
  return Array.from({ length: count }, (_, index) => index + 1).reduce((best, across) =>
    cellAt(across) > cellAt(best) * 1.02 ? across : best,
  );
}

/** Red, green and blue are one picture. */
function isTogether({ input, units }: Subject): boolean {
  return units === 'levels' && input.planes.length === 3;
}

/** How many pictures the input is drawn as. */
function panelCount(subject: Subject): number {
  const { length } = drawnOf(subject) ?? subject.input.planes;
  return isTogether(subject) || length > MOST_PANELS ? 1 : length;
}

/** Only what is drawn has to find room. */
function drawnWeights({ kernel, drawn }: Subject & { operation: 'convolution' }): WrittenNumber[] {
  const planes = drawn ? kernel.map((filter) => filter.filter((_, channel) => drawn.includes(channel))) : kernel;
  return planes.flat(3);
}

function drawnOf(subject: Subject): readonly number[] | undefined {
  return subject.operation === 'convolution' ? subject.drawn : undefined;
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
  inputs: readonly [InputPanel, ...InputPanel[]],
  viewport: Viewport | undefined,
): Panel {
  const shape = { room, rows: output.height, columns: output.width, sides: [0, 0, 0, 0] as const };
  const [input] = inputs;
  const { panel } = input;
  // Among several small inputs the output is not as small as they are.
  if (inputs.length > 1 && !viewport) return wholePanel(shape, Math.min(fittingCell(shape), 2 * panel.cell));
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

function shapeOf(subject: Subject, writing: Writing | null): CalculationShape {
  const [rows, columns] = termsOf(subject);
  const channels = isColour(subject) ? 3 : subject.operation === 'pooling' ? 1 : channelsSeen(subject, 0).length;
  const weights = subject.operation === 'pooling' ? [] : drawnWeights(subject);
  return {
    rows,
    columns,
    groups: Math.min(drawnOf(subject)?.length ?? channels, MOST_GROUPS),
    titled: channels > 1,
    weighted: subject.operation === 'convolution',
    ...(writing ? widestNames(subject, writing) : { widestWeight: widestOf(weights.map(writtenWeight)) }),
    lines: ledgerLines(subject).length,
  };
}

/** Digits are equally wide, so the last names are the longest. In colours no product is written. */
function widestNames(
  { input, geometry, ...subject }: Subject,
  { letters, tint }: Writing,
): Pick<CalculationShape, 'widestWeight' | 'widestProduct'> {
  if (subject.operation === 'pooling') return { widestWeight: 0 };
  const { kernel } = subject;
  const last = [geometry.rows.size - 1, geometry.columns.size - 1] as const;
  const weight = letters.weight(kernel.length - 1, (kernel[0]?.length ?? 1) - 1, last);
  const cell = letters.input(input.planes.length - 1, input.height - 1, input.width - 1);
  const widestProduct = tint ? Number.POSITIVE_INFINITY : widthOf(productOf(cell, weight), 1);
  return { widestWeight: widthOf(weight, 1), widestProduct };
}
