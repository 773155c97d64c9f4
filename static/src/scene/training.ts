/** The course of a training: the loss and the share of right answers over the batches, and the moment looked at. */
import { digitsOf, formatShare } from '../core/digits.ts';
import { lossByLot, smoothed } from '../core/nets/course.ts';
import type { Box, Colour, Mark, Scene } from './mark.ts';
import type { Measures } from './measures.ts';
import { niceStep, type Plot, roomFor, xOf, yOf } from './signals/plot.ts';

/** What is drawn of a training. */
export interface Learning {
  readonly losses: readonly number[];
  readonly accuracies: readonly number[];
  readonly moments: readonly { readonly step: number; readonly testAccuracy: number }[];
  readonly settings: { readonly steps: number };
}

export interface TrainingLayout {
  readonly width: number;
  readonly height: number;
  readonly loss: Plot;
  readonly accuracy: Plot;
  readonly measures: Measures;
}

type Line = readonly (readonly [step: number, value: number])[];

/** From here on the two stand side by side. */
const BESIDE = 640;

export function trainingLayout(
  learning: Learning,
  previous: Learning | null,
  { width, height, measures }: { width: number; height: number; measures: Measures },
): TrainingLayout {
  const steps = Math.max(learning.settings.steps, previous?.losses.length ?? 0);
  const tall = [learning, previous].flatMap((one) => one?.losses ?? []);
  const [, high] = roomFor([lossByLot(10), ...tall]);
  const { words } = measures;
  const isBeside = width >= BESIDE;
  const [across, down] = isBeside ? [width / 2, height] : [width, height / 2];
  const boxAt = (column: number, row: number): Box => ({
    x: column * across + 3.6 * words,
    y: row * down + 2 * words,
    width: across - 3.6 * words - (isBeside ? 1.6 : 0.6) * words,
    height: down - 4.7 * words,
  });
  return {
    width,
    height,
    measures,
    loss: { box: boxAt(0, 0), from: 0, to: steps, low: 0, high },
    accuracy: { box: isBeside ? boxAt(1, 0) : boxAt(0, 1), from: 0, to: steps, low: 0, high: 1 },
  };
}

/** Everything that no moment changes. */
export function trainingStill(
  learning: Learning | null,
  previous: Learning | null,
  { loss, accuracy, measures }: TrainingLayout,
  classes: number,
): Mark[] {
  const lines = (one: Learning, colours: Colours): Mark[] => [
    ...lineMarks(loss, batches(smoothed(one.losses)), colours.train, measures.strong),
    ...lineMarks(accuracy, batches(smoothed(one.accuracies)), colours.train, measures.strong),
    ...lineMarks(accuracy, examined(one), colours.test, measures.strong),
    ...examined(one).map(([step, value]) => spot(accuracy, step, value, 1.3 * measures.strong, colours.test)),
  ];
  return [
    ...frameMarks(loss, measures, 'loss', (value) => digitsOf(value, 2).text),
    ...frameMarks(accuracy, measures, 'right', formatPercent),
    ...levelMarks(loss, lossByLot(classes), `by lot ${digitsOf(lossByLot(classes), 3).text}`, measures),
    ...levelMarks(accuracy, 1 / classes, `by lot ${formatPercent(1 / classes)}`, measures),
    ...(learning ? dotMarks(loss, learning.losses, measures) : []),
    ...(previous ? [group(lines(previous, { train: 'muted', test: 'muted' }), 0.45)] : []),
    ...(learning ? lines(learning, { train: 'ink', test: 'output' }) : []),
  ];
}

/** The batch that is looked at. */
export function trainingMoving(learning: Learning, at: number, { loss, accuracy, measures }: TrainingLayout): Mark[] {
  const moment = learning.moments[at];
  if (!moment) return [];
  const { step, testAccuracy } = moment;
  const value = smoothed(learning.losses.slice(0, step)).at(-1);
  return [
    ...(value === undefined ? [] : cursorMarks(loss, step, value, digitsOf(value, 3).text, measures)),
    ...cursorMarks(accuracy, step, testAccuracy, formatShare(testAccuracy), measures),
  ];
}

export function trainingScene(
  layout: TrainingLayout,
  still: readonly Mark[],
  moving: readonly Mark[],
): Omit<Scene, 'label'> {
  return { width: layout.width, height: layout.height, still, moving };
}

/** The batch under a point, or none. */
export function stepAt({ loss, accuracy }: TrainingLayout, x: number, y: number): number {
  const plot =
    [loss, accuracy].find(({ box }) => x <= box.x + box.width + 12 && y <= box.y + box.height + 24) ?? accuracy;
  const share = (x - plot.box.x) / plot.box.width;
  return Math.round(plot.from + Math.min(1, Math.max(0, share)) * (plot.to - plot.from));
}

interface Colours {
  readonly train: Colour;
  readonly test: Colour;
}

function batches(values: readonly number[]): Line {
  return values.map((value, index) => [index + 1, value]);
}

function examined({ moments }: Learning): Line {
  return moments.map(({ step, testAccuracy }) => [step, testAccuracy]);
}

function group(marks: readonly Mark[], opacity: number): Mark {
  return { kind: 'group', marks, opacity };
}

function lineMarks(plot: Plot, line: Line, colour: Colour, width: number): Mark[] {
  if (line.length === 0) return [];
  const points = line.flatMap(([step, value]) => [xOf(plot, step), yOf(plot, Math.min(plot.high, value))]);
  return [{ kind: 'path', points, stroke: { colour, width } }];
}

/** A square about a point. */
function spot(plot: Plot, step: number, value: number, half: number, fill: Colour): Mark {
  const box = {
    x: xOf(plot, step) - half,
    y: yOf(plot, Math.min(plot.high, value)) - half,
    width: 2 * half,
    height: 2 * half,
  };
  return { kind: 'rect', box, fill };
}

/** Each batch as it was: what is smoothed is not hidden. */
function dotMarks(plot: Plot, losses: readonly number[], { line }: Measures): Mark[] {
  return losses.map((loss, index) => spot(plot, index + 1, loss, 1.2 * line, 'edge'));
}

function frameMarks(plot: Plot, { words, line }: Measures, title: string, say: (value: number) => string): Mark[] {
  const { box, low, high, to } = plot;
  const size = words;
  const rise = niceStep(high - low, 4);
  const heights = Array.from({ length: Math.floor((high - low) / rise + 1e-9) + 1 }, (_, index) => low + index * rise);
  const stride = niceStep(to, box.width > 360 ? 6 : 3);
  const places = Array.from({ length: Math.floor(to / stride + 1e-9) + 1 }, (_, index) => index * stride);
  const text = (x: number, y: number, said: string, align: 'start' | 'middle' | 'end', colour: Colour): Mark => ({
    kind: 'text',
    text: said,
    x,
    y,
    size,
    colour,
    face: 'words',
    align,
  });
  return [
    text(box.x, box.y - 1.1 * words, title, 'start', 'ink'),
    ...heights.flatMap((value): Mark[] => [
      {
        kind: 'path',
        points: [box.x, yOf(plot, value), box.x + box.width, yOf(plot, value)],
        stroke: { colour: 'rule', width: line },
      },
      text(box.x - 0.4 * words, yOf(plot, value), say(value), 'end', 'muted'),
    ]),
    ...places.map((step) =>
      text(xOf(plot, step), box.y + box.height + 0.9 * words, digitsOf(step, 4).text, 'middle', 'muted'),
    ),
    text(box.x + box.width, box.y + box.height + 1.9 * words, 'batches', 'end', 'muted'),
  ];
}

function levelMarks(plot: Plot, value: number, said: string, { words, line }: Measures): Mark[] {
  const y = yOf(plot, value);
  const { x, width } = plot.box;
  return [
    { kind: 'path', points: [x, y, x + width, y], stroke: { colour: 'edge', width: line, dash: [2 * line, 4 * line] } },
    {
      kind: 'text',
      text: said,
      x: x + width - 0.5 * words,
      y: y - 0.7 * words,
      size: words,
      colour: 'muted',
      face: 'words',
      align: 'end',
    },
  ];
}

/** Its number stands over the curves, beside their title. */
function cursorMarks(plot: Plot, step: number, value: number, said: string, { words, strong }: Measures): Mark[] {
  const x = xOf(plot, step);
  const right = plot.box.x + plot.box.width;
  const isRight = x > right - 4 * words;
  return [
    {
      kind: 'path',
      points: [x, plot.box.y, x, plot.box.y + plot.box.height],
      stroke: { colour: 'stencil', width: strong },
    },
    spot(plot, step, value, 1.8 * strong, 'stencil'),
    {
      kind: 'text',
      text: said,
      x: isRight ? right : Math.max(x, plot.box.x + 3.6 * words),
      y: plot.box.y - 1.1 * words,
      size: words * 1.1,
      colour: 'stencil',
      face: 'numeral',
      align: isRight ? 'end' : 'start',
      bold: true,
    },
  ];
}

function formatPercent(share: number): string {
  return `${Math.round(100 * share)} %`;
}
