/** The stamps: those that reach the output cell at hand, or the one that is falling. */
import { boxOf, grown } from '../box.ts';
import type { Box, Mark } from '../mark.ts';
import { boxOfCell, boxOfCells } from '../panel.ts';
import { countedBy, shareOf } from '../progress.ts';
import { outline } from '../stencil.ts';
import type { Place } from '../subject.ts';
import { fittingSize } from '../text.ts';
import { perUnit, writtenShort } from '../units.ts';
import { valueAt } from '../volume.ts';
import type { WaysLayout } from './layout.ts';
import { frame, text } from './parts.ts';
import { type Addend, type Stamp, stampOf } from './scatter.ts';
import type { Source, TransposedSubject } from './transposed-subject.ts';
import type { Standing, Walk } from './walk.ts';

/** Each stamp that reaches the cell, outlined on the output and on the input; the one at hand stands out. */
export function reachingMarks(
  subject: TransposedSubject,
  layout: WaysLayout,
  { place, addends, busy }: Standing,
  channel: number,
): Mark[] {
  const { input, kernel, measures } = layout;
  const own = addends.filter(({ source }) => source.channel === channel);
  const widthOf = (addend: Addend): number => (addends[busy] === addend ? measures.strong : measures.strong / 2);
  const stamps = own.map((addend, index): Mark => {
    const stamp = stampOf(subject, place.filter, addend.source);
    const inset = addends[busy] === addend ? 0 : (1 + (index % 4)) * measures.strong * 0.7;
    const stroke = { colour: 'stencil', width: widthOf(addend) } as const;
    return { kind: 'rect', box: grown(stampBox(layout, stamp), -inset), stroke, halo: 'paper' };
  });
  const sources = own.flatMap((addend): Mark[] => {
    const stroke = { colour: 'stencil', width: widthOf(addend) } as const;
    const { source, weightRow, weightColumn } = addend;
    return [
      { kind: 'rect', box: boxOfCell(input, source.row, source.column), stroke, halo: 'paper' },
      frame(boxOfCell(kernel, weightRow, weightColumn), 'stencil', stroke.width),
    ];
  });
  return [clipped(layout, stamps), ...sources];
}

/** The products of one stamp where they land, as many as there are yet; on the input the cell that stamps. */
export function stampMarks(
  subject: TransposedSubject,
  layout: WaysLayout,
  filter: number,
  source: Source,
  shown = Number.POSITIVE_INFINITY,
  hidden = 0,
): Mark[] {
  const { output, input, measures } = layout;
  const stamp = stampOf(subject, filter, source);
  const scale = perUnit(subject.units);
  const cells = stamp.cells.slice(hidden, shown);
  const texts = cells.map(({ product }) => writtenShort(product / scale, subject.units));
  const { leastNumeral } = measures;
  const size = fittingSize(texts, output.cell * 0.86, Math.max(leastNumeral, output.cell * 0.42), leastNumeral);
  const tiles = cells.map(
    ({ row, column, product, kept }, index): Mark => ({
      kind: 'tile',
      box: boxOfCell(output, row, column),
      colour: subject.outputScale.colourOf(product / scale),
      text: size === undefined ? '' : (texts[index] ?? ''),
      size: size ?? leastNumeral,
      opacity: kept ? 1 : 0.45,
      frame: { colour: 'stencil', width: measures.line },
    }),
  );
  return [
    clipped(layout, [...tiles, outline(stampBox(layout, stamp), 'stencil', measures)]),
    outline(boxOfCell(input, source.row, source.column), 'stencil', measures),
  ];
}

/** The stamp that is falling at a moment of the walk over the input; what is to come is pale. */
export function fallingMarks(
  subject: TransposedSubject,
  layout: WaysLayout,
  filter: number,
  source: Source,
  { moment }: Walk,
): Mark[] {
  const { rows, columns } = subject.geometry;
  const count = rows.size * columns.size;
  const multiplied = countedBy(moment, 'multiply', count);
  const added = countedBy(moment, 'add', count);
  const isOver = shareOf(moment, 'write') >= 1;
  return [
    ...waitingMarks(layout, source),
    ...stampMarks(subject, layout, filter, source, isOver ? 0 : multiplied.reached, added.reached),
    ...busyWeight(layout, Math.max(multiplied.busy, added.busy)),
  ];
}

/** The output cell at hand: what lies on it, arranged as the inputs are, over its sum, where there is room for that. */
export function cellMarks(subject: TransposedSubject, layout: WaysLayout, standing: Standing, channel: number): Mark[] {
  const { output, measures } = layout;
  const { row, column } = standing.place;
  const box = boxOfCell(output, row, column);
  return [...pileMarks(subject, layout, standing, channel, box), outline(box, 'output', measures)];
}

/** What is multiplied so far; beneath it the sum, once there is one. */
function pileMarks(
  subject: TransposedSubject,
  layout: WaysLayout,
  { addends, multiplied, isDone, place }: Standing,
  channel: number,
  box: Box,
): Mark[] {
  const own = addends.filter(({ source }) => source.channel === channel);
  const [first] = own;
  if (!first || multiplied === 0) return [];
  const across = new Set(own.map(({ source }) => source.column)).size;
  const lines = own.length / across + 1;
  const { leastNumeral } = layout.measures;
  const texts = own.map((addend) => productText(subject, addend));
  const size = fittingSize(texts, (box.width / across) * 0.84, (box.height / lines) * 0.86, leastNumeral);
  if (size === undefined) return [];
  const line = box.height / lines;
  const piled = texts.slice(0, Math.max(0, multiplied - addends.indexOf(first))).map((product, index): Mark => {
    const x = box.x + ((index % across) + 0.5) * (box.width / across);
    const y = box.y + (Math.floor(index / across) + 0.55) * line;
    return text(product, x, y, size, { face: 'numeral', align: 'middle' });
  });
  const sum = boxOf(box.x, box.y + box.height - line * 1.05, box.width, line * 1.05);
  const ground: Mark = { kind: 'rect', box, fill: 'output-soft' };
  return [ground, ...piled, ...(isDone ? [sumTile(subject, place, sum, size)] : [])];
}

/** The server's number on its colour. */
function sumTile({ output, outputScale, units }: TransposedSubject, place: Place, box: Box, least: number): Mark {
  const raw = valueAt(output, place.filter, place.row, place.column);
  const written = writtenShort(raw, units);
  const size = fittingSize([written], box.width * 0.9, box.height * 0.95, least) ?? least;
  return { kind: 'tile', box, colour: outputScale.colourOf(raw), text: written, size };
}

function productText({ units }: TransposedSubject, { product }: Addend): string {
  return writtenShort(product / perUnit(units), units);
}

/** Inputs that have not stamped yet, under a veil. */
function waitingMarks({ input }: WaysLayout, { row, column }: Source): Mark[] {
  const rest = boxOfCells(input, { top: row, left: column + 1, bottom: row + 1, right: input.columns });
  const below = boxOfCells(input, { top: row + 1, left: 0, bottom: input.rows, right: input.columns });
  return [rest, below]
    .filter(({ width, height }) => width > 0 && height > 0)
    .map((box): Mark => ({ kind: 'rect', box, fill: 'paper', opacity: 0.55 }));
}

function busyWeight({ kernel, measures }: WaysLayout, busy: number): Mark[] {
  if (busy < 0) return [];
  return [outline(boxOfCell(kernel, Math.floor(busy / kernel.columns), busy % kernel.columns), 'stencil', measures)];
}

function stampBox({ output }: WaysLayout, stamp: Stamp): Box {
  return boxOfCells(output, stamp);
}

/** On the output and what is cut around it, and on nothing else. */
function clipped({ output, measures }: WaysLayout, marks: readonly Mark[]): Mark {
  const { x, y, width, height } = output.box;
  const { strong } = measures;
  const room = boxOf(x - strong, y - strong, width + 2 * strong, height + 2 * strong);
  return { kind: 'group', clip: room, marks };
}
