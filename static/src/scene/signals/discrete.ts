/** The discrete convolution at a moment: the kernel slides over the signal, products add up, an output stands. */
import { ValueScale } from '../../core/colour.ts';
import type { Moment } from '../../core/timeline.ts';
import { boxOf, easedOut } from '../box.ts';
import type { Mark, Scene } from '../mark.ts';
import { countedBy, shareOf } from '../progress.ts';
import { resultText } from '../result.ts';
import { type ShownResult, shownResult } from '../shown-sum.ts';
import type { ConvolutionSubject } from '../subject.ts';
import { type Result, workingsAt } from '../workings.ts';
import { type SignalLayout, type SignalView, signalLayout } from './discrete-layout.ts';
import { nameMarks } from './names.ts';
import { pitchOf, stemPlot, xOf, yOf } from './plot.ts';
import { type Row, rowOf, weightPlace } from './row.ts';
import { axisMark, endMarks, indexMarks, type Stem, sampleText, stemMarks } from './stems.ts';
import { writtenSum } from './written-sum.ts';

export type { SignalView } from './discrete-layout.ts';

/** All that follows from a subject and a view, and not from the moment. */
export interface SignalStage {
  readonly subject: ConvolutionSubject;
  readonly row: Row;
  readonly layout: SignalLayout;
  readonly view: SignalView;
  readonly still: readonly Mark[];
}

/** One output with its numbers, as they are shown. */
interface Working {
  readonly position: number;
  readonly start: number;
  readonly place: number;
  readonly result: Result;
  readonly shown: ShownResult;
}

export function signalStage(subject: ConvolutionSubject, view: SignalView): SignalStage {
  const row = rowOf(subject);
  const layout = signalLayout(row, view);
  return { subject, row, layout, view, still: stillMarks(layout) };
}

export function signalScene(stage: SignalStage, moment: Moment): Scene {
  const { layout, still } = stage;
  const label = 'Signal, kernel, products and output over one axis';
  return { width: layout.width, height: layout.height, still, moving: movingMarks(stage, moment), label };
}

function stillMarks({ signal, kernel, output, sizes, index, measures }: SignalLayout): Mark[] {
  return [
    ...(sizes.signal === undefined ? endMarks(signal, measures) : []),
    ...(sizes.kernel === undefined ? endMarks(kernel, measures) : []),
    ...(sizes.output === undefined ? endMarks(output, measures) : []),
    ...indexMarks(output, index, measures),
  ];
}

/** What the band of the window must not cover. */
function frameMarks({ row, layout }: SignalStage): Mark[] {
  const { signal, kernel, output, measures } = layout;
  return [...nameMarks(row, layout), ...[signal, kernel, output].map((plot) => axisMark(plot, measures))];
}

function movingMarks(stage: SignalStage, moment: Moment): Mark[] {
  const position = Math.min(moment.position, stage.row.outputs.length - 1);
  const { results } = workingsAt(stage.subject, position);
  const working: Working = {
    position,
    start: stage.row.startOf(position),
    place: stage.row.placeOf(position),
    result: results[0],
    shown: shownResult(results[0]),
  };
  return [
    ...windowMarks(stage, working, moment),
    ...frameMarks(stage),
    ...sampleMarks(stage, working, moment),
    ...kernelMarks(stage, working, moment),
    ...productMarks(stage, working, moment),
    ...ledgerMarks(stage, working, moment),
    ...outputMarks(stage, working, moment),
  ];
}

/** Where the window begins while it is on its way from the output before. */
function gliding({ row }: SignalStage, { start }: Working, moment: Moment): number {
  return start - row.stride * (1 - easedOut(shareOf(moment, 'place')));
}

function windowMarks(stage: SignalStage, working: Working, moment: Moment): Mark[] {
  const { signal, products, measures } = stage.layout;
  const x = xOf(signal, gliding(stage, working, moment) - 0.5);
  const top = Math.max(0, signal.box.y - measures.strong * 4);
  const bottom = products.y + products.height + measures.gap / 2;
  const box = boxOf(x, top, stage.row.extent * pitchOf(signal), bottom - top);
  const down = shareOf(moment, 'place') >= 1 ? downMarks(stage, working, bottom) : [];
  return [{ kind: 'rect', box, fill: 'stencil-soft' }, ...down];
}

/** From k[0] down to the output that stands under it, past the line of the sum. */
function downMarks({ row, layout }: SignalStage, { position, place }: Working, from: number): Mark[] {
  const { output, ledger, sizes, measures } = layout;
  const x = xOf(output, place);
  const value = row.outputs[position] ?? 0;
  const top = yOf(output, Math.max(0, value)) - (sizes.output ?? measures.numeral) * 1.5;
  const stroke = {
    colour: 'output',
    width: measures.line * 1.5,
    dash: [measures.strong, measures.strong * 1.5],
  } as const;
  const lines = [
    [from, ledger.y],
    [ledger.y + ledger.height, top],
  ] as const;
  return lines
    .filter(([y, end]) => end > y)
    .map(([y, end]): Mark => ({ kind: 'path', points: [x, y, x, end], stroke }));
}

/** The signal; the sample that is being multiplied stands out. */
function sampleMarks({ row, layout }: SignalStage, { result }: Working, moment: Moment): Mark[] {
  const terms = result.channels[0]?.terms ?? [];
  const { busy } = countedBy(moment, 'multiply', terms.length);
  const at = terms[busy]?.column;
  const stems = row.samples.map(
    ({ n, value, inside }): Stem => ({
      n,
      value,
      text: inside || value !== 0 ? sampleText(value) : '0',
      hollow: !inside,
    }),
  );
  const look = { colour: 'ink', measures: layout.measures, size: layout.sizes.signal } as const;
  return [
    ...stemMarks(
      layout.signal,
      stems.filter(({ n }) => n !== at),
      look,
    ),
    ...stemMarks(
      layout.signal,
      stems.filter(({ n }) => n === at),
      { ...look, strong: true },
    ),
  ];
}

/** k[m] at n − m where it is turned, and on its way there while it turns or slides. */
function kernelMarks(stage: SignalStage, working: Working, moment: Moment): Mark[] {
  const { row, layout, view } = stage;
  const start = gliding(stage, working, moment);
  const terms = working.result.channels[0]?.terms ?? [];
  const { busy } = countedBy(moment, 'multiply', terms.length);
  const heavy = busy < 0 ? -1 : row.flip ? row.weights.length - 1 - busy : busy;
  const texts = terms.map(({ weightText }) => weightText);
  const written = row.flip ? texts.toReversed() : texts;
  const stems = row.weights.map(
    (value, m): Stem => ({ n: weightPlace(row, start, m, view.turn), value, text: written[m] ?? sampleText(value) }),
  );
  const look = { colour: 'stencil', measures: layout.measures, size: layout.sizes.kernel } as const;
  return [
    ...firstMarks(stage, start),
    ...stemMarks(
      layout.kernel,
      stems.filter((_, m) => m !== heavy),
      look,
    ),
    ...stemMarks(
      layout.kernel,
      stems.filter((_, m) => m === heavy),
      { ...look, strong: true },
    ),
  ];
}

/** Which of the weights is k[0]: the one that the output stands under. */
function firstMarks({ row, layout, view }: SignalStage, start: number): Mark[] {
  const { kernel, measures } = layout;
  const size = measures.leastNumeral;
  if (pitchOf(kernel) < size * 2.2) return [];
  const x = xOf(kernel, weightPlace(row, start, 0, view.turn));
  const y = yOf(kernel, Math.min(0, kernel.low)) + size * 0.9;
  return [{ kind: 'text', text: 'k[0]', x, y, size, colour: 'muted', face: 'numeral', align: 'middle' }];
}

/** A tile for each product as it is made; stems where there are too many of them. */
function productMarks({ row, layout }: SignalStage, { result, shown }: Working, moment: Moment): Mark[] {
  const terms = result.channels[0]?.terms ?? [];
  const { reached } = countedBy(moment, 'multiply', terms.length);
  const { added, adding } = adds(moment, terms.length);
  const reach =
    Math.max(...row.samples.map(({ value }) => Math.abs(value))) * Math.max(...row.weights.map(Math.abs)) || 1;
  const { measures, products, tile, signal } = layout;
  if (tile === undefined) {
    const plot = stemPlot(products, row.first, row.last, [-reach, reach]);
    const stems = terms.slice(0, reached).map(({ column, product }): Stem => ({ n: column, value: product }));
    const isSigned = terms.some(({ product }) => product < 0);
    const seen = isSigned ? plot : stemPlot(products, row.first, row.last, [0, reach]);
    return [axisMark(seen, measures), ...stemMarks(seen, stems, { colour: 'ink', measures })];
  }
  const scale = new ValueScale('signed', -reach, reach);
  const texts = shown.products[0] ?? [];
  const size = tileSize(texts, tile, measures.numeral, measures.leastNumeral);
  return terms.slice(0, reached).map((term, index): Mark => {
    const box = boxOf(xOf(signal, term.column) - tile / 2, products.y, tile, tile);
    const isAdded = index < added;
    const frame = {
      colour: index === adding ? 'ink' : isAdded ? 'output' : 'edge',
      width: index === adding ? measures.strong : measures.line,
    } as const;
    return { kind: 'tile', box, colour: scale.colourOf(term.product), text: texts[index] ?? '', size, frame };
  });
}

function tileSize(texts: readonly string[], tile: number, most: number, least: number): number {
  const longest = Math.max(1, ...texts.map((text) => text.length));
  return Math.max(least * 0.8, Math.min(most, (tile * 0.9) / (longest * 0.5)));
}

function adds(moment: Moment, count: number): { added: number; adding: number } {
  const { reached, busy } = countedBy(moment, 'add', count);
  return { added: reached, adding: busy };
}

function ledgerMarks({ layout, subject }: SignalStage, working: Working, moment: Moment): Mark[] {
  const { ledger, measures } = layout;
  const { place, result, shown } = working;
  const parts = writtenSum(
    { place, result, shown, value: resultText(subject, result, shown) },
    moment,
    ledger.width,
    measures,
  );
  let x = ledger.x + (ledger.width - parts.reduce((sum, { width }) => sum + width, 0)) / 2;
  return parts.map(({ text, width, size, colour, bold }): Mark => {
    const mark = {
      kind: 'text',
      text,
      x,
      y: ledger.y + ledger.height / 2,
      size,
      colour,
      face: 'numeral',
      align: 'start',
      bold,
    } as const;
    x += width;
    return mark;
  });
}

/** The outputs so far; the one at hand is a ring until it is written, and then grows. */
function outputMarks({ row, layout, view, subject }: SignalStage, working: Working, moment: Moment): Mark[] {
  const { measures, output } = layout;
  const { position, place, result, shown } = working;
  const write = moment.subStep === 'write' ? easedOut(moment.progress) : 0;
  const seen = (i: number): boolean => i < position || (view.reveal === 'all' && i > position);
  const others = row.outputs.flatMap((value, i): Stem[] =>
    seen(i) ? [{ n: row.placeOf(i), value, text: sampleText(value) }] : [],
  );
  const look = { colour: 'output', measures, size: layout.sizes.output } as const;
  const value = row.outputs[position] ?? 0;
  const text = write >= 1 ? resultText(subject, result, shown) : '';
  const own: Stem = { n: place, value: value * write, text, hollow: write === 0 };
  const strong = { ...look, strong: true, size: look.size ?? measures.numeral };
  return [...stemMarks(output, others, look), ...stemMarks(output, [own], strong)];
}
