/** Samples as stems: a line from the axis to a dot, and the number at it where there is room. */
import { formatValue } from '../../core/digits.ts';
import type { Colour, Mark, TextMark } from '../mark.ts';
import type { Measures } from '../measures.ts';
import { fittingSize } from '../text.ts';
import { niceStep, type Plot, pitchOf, xOf, yOf } from './plot.ts';

export interface Stem {
  /** Where it stands along the axis; between whole numbers while it moves. */
  readonly n: number;
  readonly value: number;
  readonly text?: string;
  /** A ring instead of a dot: a sample that is not the signal's own. */
  readonly hollow?: boolean;
  readonly opacity?: number;
}

export interface StemLook {
  readonly colour: Colour;
  readonly measures: Measures;
  /** Of the numbers; none are written without. */
  readonly size?: number | undefined;
  /** For the one at hand. */
  readonly strong?: boolean;
}

const CORNERS = 16;

/** A disk, as a path that painters fill. */
export function dot(x: number, y: number, radius: number, fill: Colour, ring?: Colour, width = 1.5): Mark {
  const points = Array.from({ length: CORNERS + 1 }, (_, corner) => {
    const angle = (2 * Math.PI * corner) / CORNERS;
    return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
  }).flat();
  return { kind: 'path', points, fill, ...(ring && { stroke: { colour: ring, width } }) };
}

export function radiusOf(plot: Plot, measures: Measures, strong = false): number {
  return Math.max(1.2, Math.min(measures.strong * (strong ? 2.6 : 2), pitchOf(plot) * 0.28));
}

export function stemMarks(plot: Plot, stems: readonly Stem[], look: StemLook): Mark[] {
  return stems.map((stem) => ({ kind: 'group', marks: oneStem(plot, stem, look), opacity: stem.opacity ?? 1 }));
}

function oneStem(plot: Plot, { n, value, text, hollow = false }: Stem, look: StemLook): Mark[] {
  const { colour, measures, size, strong = false } = look;
  const [x, y, ground] = [xOf(plot, n), yOf(plot, value), yOf(plot, 0)];
  const radius = radiusOf(plot, measures, strong);
  const width = Math.max(1, Math.min(measures.strong * (strong ? 1.4 : 0.9), radius));
  const line: Mark = { kind: 'path', points: [x, ground, x, y], stroke: { colour, width } };
  const head = dot(x, y, radius, hollow ? 'paper' : colour, colour, measures.line * 1.5);
  const mark =
    size === undefined || text === undefined ? [] : [numberAt(plot, n, value, text, size, radius, colour, strong)];
  return value === 0 ? [head, ...mark] : [line, head, ...mark];
}

function numberAt(
  plot: Plot,
  n: number,
  value: number,
  text: string,
  size: number,
  radius: number,
  colour: Colour,
  bold: boolean,
): TextMark {
  const away = radius + size * 0.62;
  const y = yOf(plot, value) + (value < 0 ? away : -away);
  return { kind: 'text', text, x: xOf(plot, n), y, size, colour, face: 'numeral', align: 'middle', bold };
}

/** The size at which all these numbers have their column, or none. */
export function numberSize(
  plot: Plot,
  texts: readonly string[],
  { numeral, leastNumeral }: Measures,
): number | undefined {
  return fittingSize(texts, pitchOf(plot) * 0.94, numeral, leastNumeral);
}

export function sampleText(value: number): string {
  return formatValue(value, 3);
}

/** The line at nought. */
export function axisMark(plot: Plot, { line }: Measures): Mark {
  const y = yOf(plot, 0);
  const { x, width } = plot.box;
  return { kind: 'path', points: [x, y, x + width, y], stroke: { colour: 'edge', width: line } };
}

/** What the highest and the lowest end of the plot stand for; for where no numbers stand at the stems. */
export function endMarks(plot: Plot, { leastNumeral, gap }: Measures): Mark[] {
  const shared = { kind: 'text', x: plot.box.x - gap / 2, size: leastNumeral, face: 'numeral', align: 'end' } as const;
  return [plot.low, 0, plot.high]
    .filter((value, index) => index === 1 || value !== 0)
    .map((value) => ({ ...shared, text: formatValue(value, 3), y: yOf(plot, value), colour: 'muted' }));
}

/** Whole numbers under the axis, as many as have room. */
export function indexMarks(plot: Plot, y: number, { leastNumeral }: Measures): Mark[] {
  const [first, last] = [Math.ceil(plot.from), Math.floor(plot.to)];
  const room = Math.max(1, plot.box.width / (leastNumeral * 2.4));
  const step = Math.max(1, niceStep(last - first + 1, room));
  const marks: Mark[] = [];
  for (let n = Math.ceil(first / step) * step; n <= last; n += step) {
    const text = formatValue(n, 4);
    marks.push({
      kind: 'text',
      text,
      x: xOf(plot, n),
      y,
      size: leastNumeral,
      colour: 'muted',
      face: 'numeral',
      align: 'middle',
    });
  }
  return marks;
}
