/** Where the levels of the diagram stand: the input at the bottom, depth upwards, everything over the input's columns. */
import { boxOf } from '../box.ts';
import type { Box } from '../mark.ts';
import { type Form, type Measures, measuresFor, SIDE_BY_SIDE } from '../measures.ts';
import { WORD_ADVANCE } from '../text.ts';
import type { Level, Levels } from './levels.ts';

export interface DiagramView {
  readonly width: number;
  /** The room there is; a page takes what it needs. */
  readonly height?: number | undefined;
  readonly form: Form;
}

export interface DiagramLayout {
  readonly width: number;
  readonly height: number;
  readonly form: Form;
  readonly measures: Measures;
  /** One input column in pixels, and where column 0 begins. */
  readonly pitch: number;
  readonly origin: number;
  /** The columns in sight: padding is seen on both sides. */
  readonly from: number;
  readonly to: number;
  /** The strip of each level, over the columns in sight. */
  readonly strips: readonly Box[];
  /** Size of the levels' words, and which of the levels are named. */
  readonly words: number;
  readonly named: ReadonlySet<number>;
  /** So many parts of a name are written before its last one. */
  readonly kept: number;
  /** Right edge of the names, left edge of the sizes. */
  readonly names: number;
  readonly sizes: number;
  /** Middle of the line of column numbers, and of the two lines of what neighbours see. */
  readonly index: number;
  readonly brackets: readonly [number, number];
}

/** Of the picture's width, how much of the padding is shown on either side at most. */
const MOST_PADDING = 0.3;
const PAGE_HEIGHT = 560;

export function diagramLayout({ levels, width: columns }: Levels, view: DiagramView): DiagramLayout {
  const measures = measuresOf(view);
  const isNarrow = view.width < SIDE_BY_SIDE * 0.75;
  const kept = isNarrow ? 1 : 2;
  const words = view.form === 'projector' ? measures.leastNumeral : Math.min(15, measures.words);
  const longest = Math.max(
    ...levels.map(({ name, words: said }) => Math.max(shortName(name, kept).length, isNarrow ? 0 : said.length)),
  );
  const names = Math.min(view.width * 0.3, longest * words * WORD_ADVANCE * 1.2) + measures.gap;
  const sizes = view.width - words * 3.4;
  const [from, to] = columnsInSight(levels, columns);
  const pitch = (sizes - measures.gap - names) / (to - from);
  const foot = words * 1.5 + words * 3.2;
  const head = words * 1.6;
  const room = (view.height ?? PAGE_HEIGHT) - foot - head;
  const step = Math.min(view.height ? room / levels.length : measures.numeral * 2.9, room / levels.length);
  const thick = Math.max(1.5, Math.min(step * (levels.length > 30 ? 0.8 : 0.56), Math.max(pitch * 1.1, 14)));
  const height = view.height ?? head + step * levels.length + foot;
  const bottom = height - foot;
  const strips = levels.map((_, level) => boxOf(names, bottom - level * step - thick, (to - from) * pitch, thick));
  return {
    width: view.width,
    height,
    form: view.form,
    measures,
    pitch,
    origin: names - from * pitch,
    from,
    to,
    strips,
    words,
    kept,
    named: namedLevels(levels, Math.max(1, Math.ceil((words * 1.3) / step))),
    names: names - measures.gap,
    sizes,
    index: bottom + words * 0.9,
    brackets: [bottom + words * 2.5, bottom + words * 3.9],
  };
}

/** On the wall a picture stands beside it: it has two thirds of the width, and words as large as if it had all. */
function measuresOf({ form, width, height }: DiagramView): Measures {
  return form === 'projector' ? measuresFor(form, width * 1.5, height && height * 1.1) : measuresFor(form, width);
}

/** As many levels as have room: the ends first, then where blocks begin, outer blocks before the inner, then the rest. */
export function namedLevels(levels: readonly Pick<Level, 'name'>[], every: number): Set<number> {
  const named = new Set<number>();
  const scopes = levels.map(({ name }) => name.split('.').slice(0, -1));
  const begins = (depth: number, at: number): boolean =>
    scopes[at]?.slice(0, depth).join('.') !== scopes[at - 1]?.slice(0, depth).join('.');
  const all = levels.map((_, at) => at);
  const byRank = [[0], [levels.length - 1], ...[1, 2, 9].map((depth) => all.filter((at) => begins(depth, at))), all];
  for (const at of byRank.flat()) {
    if ([...named].every((other) => Math.abs(other - at) >= every)) named.add(at);
  }
  return named;
}

/** Of a dotted name its beginning and its end say most. */
export function shortName(name: string, kept = 1): string {
  const parts = name.split('.');
  return parts.length > kept + 1 ? `${parts.slice(0, kept).join('.')}…${parts.at(-1)}` : name;
}

/** The unit's cell in the diagram. Cells meet where the stride is the window's; none is narrower than it can be seen. */
export function cellOf(layout: DiagramLayout, level: Level, at: number, unit: number): Box {
  const strip = layout.strips[at] as Box;
  const across = level.jump * layout.pitch;
  const middle = layout.origin + (level.first + unit * level.jump) * layout.pitch;
  return boxOf(middle - across / 2, strip.y, across, strip.height);
}

export interface DiagramHit {
  readonly level: number;
  readonly unit: number;
}

/** The unit under a place; beyond the ends of a level its nearest one. */
export function diagramHit(layout: DiagramLayout, { levels }: Levels, x: number, y: number): DiagramHit | null {
  if (x < layout.names || x > layout.sizes) return null;
  const middles = layout.strips.map((strip) => Math.abs(strip.y + strip.height / 2 - y));
  const level = middles.indexOf(Math.min(...middles));
  const { first, jump, units } = levels[level] as Level;
  const unit = Math.round(((x - layout.origin) / layout.pitch - first) / jump);
  return { level, unit: Math.min(units - 1, Math.max(0, unit)) };
}

/** The input, and as much of the padding as the outermost units look into. */
function columnsInSight(levels: readonly Level[], columns: number): [number, number] {
  const most = Math.max(1, Math.round(columns * MOST_PADDING));
  let [from, to] = [0, columns];
  for (const { first, jump, units, size, isDense } of levels) {
    if (isDense) continue;
    from = Math.min(from, first - size / 2, first - jump / 2);
    to = Math.max(to, first + (units - 1) * jump + Math.max(size, jump) / 2);
  }
  return [Math.max(-most, Math.floor(from)), Math.min(columns + most, Math.ceil(to))];
}
