/** How much of each wave there is in the signal, what the kernel leaves of it, and what comes out: three curves. */
import { formatValue } from '../../core/digits.ts';
import { boxOf } from '../box.ts';
import type { Mark, Role, Scene } from '../mark.ts';
import { type Form, measuresFor, SIDE_BY_SIDE } from '../measures.ts';
import { type Plot, roomFor, xOf, yOf } from './plot.ts';
import { axisMark, dot, endMarks } from './stems.ts';

export interface Waves {
  /** Magnitudes at equal steps from 0 to π. */
  readonly signal: readonly number[];
  readonly kernel: readonly number[];
  readonly output: readonly number[];
}

export interface WavesView {
  readonly width: number;
  readonly form: Form;
  /** The wave at hand, 0…1 of the finest; null for none. */
  readonly at: number | null;
}

const NAMES = [
  ['signal', '|X(ω)|', 'ink', 'signal'],
  ['kernel', '|K(ω)|', 'stencil', 'kernel'],
  ['output', '|Y(ω)|', 'output', 'output'],
] as const;

export function wavesScene(waves: Waves, { width, form, at }: WavesView): Omit<Scene, 'label'> {
  const plots = plotsOf(waves, width, form);
  const measures = measuresFor(form, width);
  const { words, leastNumeral, strong } = measures;
  const last = plots.at(-1)?.box;
  const height = (last?.y ?? 0) + (last?.height ?? 0) + leastNumeral * 2.4;
  const still = NAMES.flatMap(([key, formula, colour, name], index): Mark[] => {
    const plot = plots[index] as Plot;
    const { box } = plot;
    const label = { kind: 'text', size: words, align: 'start', y: box.y - words } as const;
    return [
      { ...label, text: name, x: box.x, colour, face: 'words' },
      { ...label, text: formula, x: box.x + words * 4, colour: 'muted', face: 'numeral' },
      axisMark(plot, measures),
      ...endMarks(plot, measures),
      ...frequencyMarks(plot, leastNumeral),
      curve(plot, waves[key], colour, strong),
    ];
  });
  const moving =
    at === null
      ? []
      : NAMES.flatMap(([key, , colour], index) => wave(plots[index] as Plot, waves[key], at, colour, measures));
  return { width, height, still, moving };
}

/** Side by side where there is room, each with a · or = between them; else one below the other. */
function plotsOf(waves: Waves, width: number, form: Form): Plot[] {
  const { words, leastNumeral, gap } = measuresFor(form, width);
  const isBeside = width >= SIDE_BY_SIDE;
  const left = leastNumeral * 3;
  const across = isBeside ? width / 3 : width;
  const tall = isBeside ? Math.min(190, across * 0.5) : 96;
  return NAMES.map(([key], index) => {
    const [x, y] = isBeside ? [index * across, 0] : [0, index * (tall + words * 2 + leastNumeral * 2.4)];
    const [low, high] = roomFor(waves[key]);
    return { box: boxOf(x + left, y + words * 2, across - left - gap * 1.5, tall), from: 0, to: 1, low, high };
  });
}

function curve(plot: Plot, values: readonly number[], colour: Role, width: number): Mark {
  const points = values.flatMap((value, index) => [xOf(plot, index / (values.length - 1)), yOf(plot, value)]);
  return { kind: 'path', points, stroke: { colour, width } };
}

function frequencyMarks(plot: Plot, size: number): Mark[] {
  const y = plot.box.y + plot.box.height + size;
  const ends = [
    [0, '0', 'start'],
    [0.5, 'π/2', 'middle'],
    [1, 'π', 'end'],
  ] as const;
  return ends.map(([at, text, align]) => ({
    kind: 'text',
    text,
    x: xOf(plot, at),
    y,
    size,
    colour: 'muted',
    face: 'numeral',
    align,
  }));
}

function wave(
  plot: Plot,
  values: readonly number[],
  at: number,
  colour: Role,
  { strong, line, words, numeral }: ReturnType<typeof measuresFor>,
): Mark[] {
  const value = valueOn(values, at);
  const [x, y] = [xOf(plot, at), yOf(plot, value)];
  const rule: Mark = {
    kind: 'path',
    points: [x, plot.box.y, x, plot.box.y + plot.box.height],
    stroke: { colour: 'edge', width: line },
  };
  const number: Mark = {
    kind: 'text',
    text: formatValue(value < 1e-6 ? 0 : value, 3),
    x: plot.box.x + plot.box.width,
    y: plot.box.y - words,
    size: numeral,
    colour,
    face: 'numeral',
    align: 'end',
    bold: true,
  };
  return [rule, dot(x, y, strong * 2, colour, 'paper', line), number];
}

/** The value at 0…1 of the whole row, at the nearest of its steps. */
export function valueOn(values: readonly number[], at: number): number {
  return values[Math.round(at * (values.length - 1))] ?? 0;
}
