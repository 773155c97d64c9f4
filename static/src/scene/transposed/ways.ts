/** A transposed convolution seen two ways at once: scatter and gather, one output between them, one sum. */
import type { Mark } from '../mark.ts';
import { ghostMarks, writtenMarks } from '../picture.ts';
import { valueMarks, windowMarks } from './gather-marks.ts';
import { gridMarks } from './grids.ts';
import type { WaysLayout } from './layout.ts';
import { ledgerMarks } from './ledger-marks.ts';
import { emptyMarks, finishedValues, outputMarks, rawValues } from './output-marks.ts';
import { scattered } from './scatter.ts';
import { cellMarks, fallingMarks, reachingMarks, stampMarks } from './scatter-marks.ts';
import { sumsOf } from './sums.ts';
import { type Source, sourceOf, type TransposedSubject } from './transposed-subject.ts';
import { isAllStamped, standingOf, sumsSoFar, type Walk } from './walk.ts';

export interface WaysView {
  readonly walk: Walk;
  /** The channel of the filter that is drawn. */
  readonly channel: number;
  /** How many cells of the output are there, in reading order; all of them without a number. */
  readonly painted?: number | undefined;
  /** An input cell whose whole stamp is looked at. */
  readonly pointed?: Source | null;
}

/** On new data, another size, another channel. Of a walk only its kind counts. */
export function stillWays(
  subject: TransposedSubject,
  layout: WaysLayout,
  filter: number,
  channel: number,
  over: Walk['over'],
): Mark[] {
  const grids = gridMarks(subject, layout, filter, channel);
  if (over === 'inputs') return grids;
  return [...grids, ...outputMarks(subject, layout, finishedValues(subject, filter, scattered(subject, filter)))];
}

/** On every step and hover. */
export function movingWays(subject: TransposedSubject, layout: WaysLayout, view: WaysView): Mark[] {
  const { walk, channel, pointed } = view;
  const standing = standingOf(subject, walk);
  const { filter } = standing.place;
  const stamping = walk.over === 'inputs' ? sourceOf(subject, walk.moment.position) : null;
  return [
    ...(walk.over === 'inputs'
      ? soFarMarks(subject, layout, filter, walk)
      : paintedMarks(subject, layout, view, filter)),
    ...(pointed
      ? stampMarks(subject, layout, filter, pointed)
      : stamping
        ? fallingMarks(subject, layout, filter, stamping, walk)
        : reachingMarks(subject, layout, standing, channel)),
    ...cellMarks(subject, layout, standing, channel),
    ...windowMarks(subject, layout, standing, channel),
    ...[pointed ?? stamping].flatMap((source) => (source ? valueMarks(subject, layout, source) : [])),
    ...ledgerMarks(subject, layout, standing, sumsOf(subject, standing, channel), channel),
  ];
}

function soFarMarks(subject: TransposedSubject, layout: WaysLayout, filter: number, { moment }: Walk): Mark[] {
  const sums = sumsSoFar(subject, filter, moment);
  if (isAllStamped(subject, filter, moment)) return outputMarks(subject, layout, finishedValues(subject, filter, sums));
  return outputMarks(subject, layout, rawValues(subject, sums), emptyMarks(layout, sums));
}

function paintedMarks(
  subject: TransposedSubject,
  { output, measures }: WaysLayout,
  { painted }: WaysView,
  filter: number,
): Mark[] {
  if (painted === undefined) return [];
  const { rows, columns } = output;
  const inner = { ...output, sides: [0, 0, 0, 0] as const };
  const box = { x: output.x, y: output.y, width: columns * output.cell, height: rows * output.cell };
  const panel = { ...inner, box };
  const picture = {
    volume: subject.output,
    channels: [filter],
    scale: subject.outputScale,
    units: subject.units,
  };
  return [...ghostMarks(panel, measures), ...writtenMarks(panel, picture, painted, measures)];
}
