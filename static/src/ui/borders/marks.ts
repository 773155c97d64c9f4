/** One kind of border as a small scene: the padded corner with its numbers, and the output that comes of it. */
import type { Sides } from '../../core/geometry.ts';
import { ringOf } from '../../scene/border.ts';
import { boxOf } from '../../scene/box.ts';
import type { Box, Mark, Scene } from '../../scene/mark.ts';
import { boxOfCell, boxOfCells, type Panel } from '../../scene/panel.ts';
import { pictureMarks } from '../../scene/picture.ts';
import { outline } from '../../scene/stencil.ts';
import { type ConvolutionSubject, isColour, type Place } from '../../scene/subject.ts';
import { writtenShort } from '../../scene/units.ts';
import { valueAt } from '../../scene/volume.ts';
import { channelsSeen } from '../../scene/workings.ts';
import { type Comparison, type Kind, type Outcome, reachesOut } from './compare.ts';
import { type Plan, planOf } from './plan.ts';

/** One kind, what came of it, and how the stage shows values; `place` is the selected output cell. */
export interface Shown {
  readonly comparison: Comparison;
  readonly kind: Kind;
  readonly outcome: Outcome | null;
  readonly look: ConvolutionSubject;
  readonly place: Place;
}

const MOST_TOLD = 4;

export function kindScene(shown: Shown, width: number, isBeside: boolean): Omit<Scene, 'label'> {
  const plan = planOf(shown.comparison.edge, width, isBeside);
  const still = [
    labelOf('input', 'stencil', plan.input, plan),
    ...inputMarks(shown, plan),
    labelOf('output', 'output', plan.output, plan),
    ...outputMarks(shown, plan),
  ];
  return { width: plan.width, height: plan.height, still, moving: cursorMarks(shown, plan) };
}

/** The output cells that the border decides, as far as a sentence can hold them; without a border the first ones. */
export function edgeText({ comparison, outcome, look, place }: Shown): string {
  if (!outcome) return 'no output here';
  const { output, top, left } = outcome;
  const cells = cellsOf(output.height, output.width);
  const touched = cells.filter(([row, column]) => reachesOut(comparison, top + row, left + column));
  const told = (touched.length > 0 ? touched : cells).slice(0, MOST_TOLD).map(([row, column]) => {
    const values = channelsOf(look, place.filter).map((channel) => valueAt(output, channel, row, column));
    return values.map((value) => writtenShort(value, look.units)).join(' ');
  });
  return `output at the edge: ${told.join(', ')}`;
}

function inputMarks({ comparison, kind, look, place }: Shown, { input: box, cell, measures }: Plan): Mark[] {
  const { input, geometry, edge } = comparison;
  const { rows, columns } = geometry;
  const sides: Sides = kind === 'valid' ? [0, 0, 0, 0] : [rows.before, columns.after, rows.after, columns.before];
  const panel = panelOn(box, cell, [edge.rows.start, edge.columns.start], [input.height, input.width], sides);
  const channels = channelsOf(look, channelsSeen(look, place.filter)[0] ?? 0);
  const ring = kind === 'valid' ? [] : ringOf(input, sides, kind);
  return pictureMarks(panel, { volume: input, channels, scale: look.inputScale, units: look.units }, measures, ring);
}

/** What there is of the output, on an empty ground where without padding there is none. */
function outputMarks(shown: Shown, { output: box, cell, measures }: Plan): Mark[] {
  const { outcome, look, place } = shown;
  const ground: Mark = { kind: 'rect', box, fill: 'surface', stroke: { colour: 'rule', width: measures.line } };
  if (!outcome) return [ground];
  const { output: volume, top, left } = outcome;
  const there = boxOf(box.x + left * cell, box.y + top * cell, volume.width * cell, volume.height * cell);
  const panel = panelOn(there, cell, [0, 0], [volume.height, volume.width]);
  const picture = { volume, channels: channelsOf(look, place.filter), scale: look.outputScale, units: look.units };
  return [ground, ...pictureMarks(panel, picture, measures, [], touchedMarks(shown.comparison, outcome, panel))];
}

/** Hatched as the padding is, where the window reached into it. */
function touchedMarks(comparison: Comparison, { output, top, left }: Outcome, panel: Panel): Mark[] {
  return cellsOf(output.height, output.width)
    .filter(([row, column]) => reachesOut(comparison, top + row, left + column))
    .map(([row, column]) => ({
      kind: 'hatch',
      box: boxOfCell(panel, row, column),
      gap: Math.max(8, panel.cell / 3),
      stroke: { colour: 'stencil', width: 1 },
    }));
}

/** The selected cell and its window, where this kind has that cell in sight. */
function cursorMarks({ comparison, outcome, place }: Shown, { input, output, cell, measures }: Plan): Mark[] {
  const { geometry, edge } = comparison;
  const [row, column] = [place.row - edge.rows.first, place.column - edge.columns.first];
  if (!outcome || !isIn(row - outcome.top, outcome.output.height)) return [];
  if (!isIn(column - outcome.left, outcome.output.width)) return [];
  const seen = panelOn(input, cell, [edge.rows.start, edge.columns.start], [0, 0]);
  const made = panelOn(output, cell, [0, 0], [edge.rows.count, edge.columns.count]);
  const [down, across] = [geometry.rows.span(place.row), geometry.columns.span(place.column)];
  const window = { top: down.start, left: across.start, bottom: down.stop, right: across.stop };
  return [
    outline(boxOfCells(seen, window), 'stencil', measures),
    outline(boxOfCell(made, row, column), 'output', measures),
  ];
}

function labelOf(text: string, colour: 'stencil' | 'output', { x, y }: Box, { measures: { words } }: Plan): Mark {
  return { kind: 'text', text, x, y: y - words * 0.85, size: words, colour, face: 'words', align: 'start' };
}

/** A panel in which the cell `first` of a picture stands in the top left corner of the box. */
function panelOn(
  box: Box,
  cell: number,
  [top, left]: readonly [number, number],
  [rows, columns]: readonly [number, number],
  sides: Sides = [0, 0, 0, 0],
): Panel {
  return { box, cell, x: box.x - left * cell, y: box.y - top * cell, rows, columns, sides };
}

function channelsOf(look: ConvolutionSubject, own: number): readonly number[] {
  return isColour(look) ? [0, 1, 2] : [own];
}

function cellsOf(height: number, width: number): [row: number, column: number][] {
  return Array.from({ length: height * width }, (_, at) => [Math.floor(at / width), at % width]);
}

function isIn(index: number, length: number): boolean {
  return index >= 0 && index < length;
}
