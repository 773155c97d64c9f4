/** The window on the input and the cell on the output: one cursor in two places. */
import type { Moment } from '../core/timeline.ts';
import { atLeast, between, boxOf, easedOut } from './box.ts';
import type { StageLayout, StageView } from './layout.ts';
import type { Box, Mark, Role } from './mark.ts';
import type { Measures } from './measures.ts';
import { boxOfCell, boxOfCells, type Panel } from './panel.ts';
import { type Place, placeOf, type Subject, tapsOf } from './subject.ts';
import { channelsSeen } from './workings.ts';

/** Where the stencil is: at a place, or on its way there from another. */
interface Way {
  readonly from: Place;
  readonly to: Place;
  readonly share: number;
}

export function stencilMarks(subject: Subject, layout: StageLayout, view: StageView, moment: Moment): Mark[] {
  const way = wayOf(subject, view, moment);
  const seen = subject.operation === 'pooling' ? [way.to.filter] : channelsSeen(subject, way.to.filter);
  const windows = layout.inputs
    .filter(({ channels }) => channels.length > 1 || layout.inputs.length === 1 || seen.includes(channels[0] as number))
    .flatMap(({ panel }) => clipped(panel, windowMarks(subject, panel, way, layout.measures)));
  return [...windows, ...clipped(layout.output, [outputMark(layout, way)])];
}

/** The output cell at rest, or between two; for what flies there. */
export function outputBox({ output, measures }: StageLayout, { row, column }: Place): Box {
  return atLeast(boxOfCell(output, row, column), 2.5 * measures.strong);
}

function wayOf(subject: Subject, { glide }: StageView, { position, subStep, progress }: Moment): Way {
  const to = placeOf(subject, position);
  if (glide) return { from: placeOf(subject, glide.from), to, share: easedOut(glide.progress) };
  const from = placeOf(subject, Math.max(0, position - 1));
  return { from, to, share: subStep === 'place' ? easedOut(progress) : 1 };
}

function windowMarks(subject: Subject, panel: Panel, { from, to, share }: Way, measures: Measures): Mark[] {
  const box = between(windowBox(subject, panel, from), windowBox(subject, panel, to), share);
  const seen = atLeast(box, 5 * measures.strong);
  const gaps = subject.geometry.rows.dilation > 1 || subject.geometry.columns.dilation > 1;
  if (!gaps || subject.geometry.transposed || panel.cell < 4) return [outline(seen, 'stencil', measures)];
  const taps = tapsOf(subject, to);
  const tap = boxOf(box.x, box.y, panel.cell, panel.cell);
  const steps = [subject.geometry.rows.dilation * panel.cell, subject.geometry.columns.dilation * panel.cell] as const;
  const cells = taps.rows.inputs.flatMap((_, row) =>
    taps.columns.inputs.map((__, column) =>
      outline({ ...tap, x: tap.x + column * steps[1], y: tap.y + row * steps[0] }, 'stencil', measures),
    ),
  );
  return [outline(box, 'stencil', measures, true), ...cells];
}

function windowBox(subject: Subject, panel: Panel, place: Place): Box {
  const { rows, columns } = tapsOf(subject, place);
  return boxOfCells(panel, {
    top: rows.span.start,
    left: columns.span.start,
    bottom: rows.span.stop,
    right: columns.span.stop,
  });
}

function outputMark(layout: StageLayout, { from, to, share }: Way): Mark {
  return outline(between(outputBox(layout, from), outputBox(layout, to), share), 'output', layout.measures);
}

/** A line in the accent on a wider one in the paper's colour: seen on black and on white cells. */
export function outline(box: Box, colour: Role, { strong }: Measures, dashed = false): Mark {
  const stroke = { colour, width: dashed ? strong / 2 : strong, ...(dashed && { dash: [2 * strong, 1.6 * strong] }) };
  return { kind: 'rect', box, stroke, halo: 'paper' };
}

/** The stencil may stand on the frame but not wander over the labels. */
function clipped({ box }: Panel, marks: readonly Mark[]): Mark[] {
  const room = boxOf(box.x - 12, box.y - 12, box.width + 24, box.height + 24);
  return [{ kind: 'group', clip: room, marks }];
}
