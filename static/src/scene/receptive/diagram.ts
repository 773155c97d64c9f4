/** The diagram as marks: the levels as they are, and the cone of the unit at hand. */

import { typographic } from '../../core/digits.ts';
import { spanOf } from '../../core/nets/cone.ts';
import { boxOf, grown } from '../box.ts';
import type { Box, Colour, Mark, Scene } from '../mark.ts';
import { cellOf, type DiagramLayout, type DiagramView, diagramLayout, shortName } from './layout.ts';
import type { Level, Levels } from './levels.ts';
import { type Columns, runsOf, type Sight, sharedBy, sightWords } from './sight.ts';

/** Narrower cells are drawn as one strip. */
const LEAST_CELL = 4;
/** Lower strips have no frames: they would be all that is seen. */
const LEAST_FRAMED = 6;
/** Of more levels than these, what is seen is one soft shape. */
const MOST_BOXED = 20;
/** More levels than these have no lines for their skips. */
const MOST_SKIPPED = 40;

export function diagramScene(levels: Levels, sight: Sight, view: DiagramView): Scene {
  const layout = diagramLayout(levels, view);
  return {
    width: layout.width,
    height: layout.height,
    still: diagramStill(levels, layout),
    moving: diagramMoving(levels, layout, sight),
    label: sightWords(levels, sight),
  };
}

export function diagramStill({ levels, width }: Levels, layout: DiagramLayout): Mark[] {
  return [
    ...edgeMarks(layout, width),
    ...levels.flatMap((level, at) => levelMarks(layout, level, at)),
    ...levels.flatMap((level, at) => labelMarks(layout, level, at)),
    ...(levels.length <= MOST_SKIPPED ? levels.flatMap((level, at) => skipMarks(layout, level, at)) : []),
    ...indexMarks(layout, width),
  ];
}

export function diagramMoving({ levels }: Levels, layout: DiagramLayout, sight: Sight): Mark[] {
  const { level: chosen, unit } = sight;
  const sides = levels.map((_, at) => (at === chosen ? new Set([unit]) : (sight.seen[at] ?? null)));
  const marks: Mark[] = [...beamsBelow(levels, layout, sides, chosen), ...beamsAbove(levels, layout, sight)];
  for (const [at, level] of levels.entries()) {
    if (at < chosen) marks.push(...seenMarks(layout, level, at, sight));
    if (at > chosen) marks.push(...fedMarks(layout, level, at, sight.fed[at] ?? null));
  }
  const own = levels[chosen];
  if (own) marks.push(chosenMark(layout, cellOf(layout, own, chosen, unit)));
  return [
    { kind: 'group', marks, clip: sightBox(layout) },
    ...(own && !layout.named.has(chosen) ? ownLabelMarks(layout, own, chosen) : []),
    ...(chosen > 0 ? bracketMarks(layout, sight) : []),
  ];
}

/** Where there is no room for every name, the level at hand has its own over those beside it. */
function ownLabelMarks(layout: DiagramLayout, level: Level, at: number): Mark[] {
  const { names, named, sizes, words, width, strips } = layout;
  const middles = strips.map((strip) => strip.y + strip.height / 2);
  const y = middles[at] ?? 0;
  const over = (middle: number, fill: Colour): Mark[] =>
    [
      boxOf(0, middle - words * 0.75, names + 2, words * 1.5),
      boxOf(sizes, middle - words * 0.75, width - sizes, words * 1.5),
    ].map((box) => ({ kind: 'rect', box, fill }));
  const covered = [...named].map((one) => middles[one] ?? 0).filter((middle) => Math.abs(middle - y) < words * 1.4);
  return [
    ...covered.flatMap((middle) => over(middle, 'paper')),
    ...over(y, 'stencil-soft'),
    ...labelMarks({ ...layout, named: new Set([at]) }, level, at),
  ];
}

/** The picture's two edges through all levels: what lies beyond is padding. */
function edgeMarks(layout: DiagramLayout, width: number): Mark[] {
  const { origin, pitch, strips, measures } = layout;
  const [top, bottom] = [strips.at(-1)?.y ?? 0, (strips[0]?.y ?? 0) + (strips[0]?.height ?? 0)];
  const stroke = { colour: 'rule', width: measures.line, dash: [4, 4] } as const;
  return [origin, origin + width * pitch].map((x) => ({ kind: 'path', points: [x, top, x, bottom], stroke }));
}

function levelMarks(layout: DiagramLayout, level: Level, at: number): Mark[] {
  const first = cellOf(layout, level, at, 0);
  const stroke = { colour: 'edge', width: layout.measures.line } as const;
  if (first.height < LEAST_FRAMED) {
    return [{ kind: 'rect', box: { ...first, width: first.width * level.units }, fill: 'rule', opacity: 0.5 }];
  }
  if (first.width < LEAST_CELL || level.units === 1) {
    const whole = boxOf(first.x, first.y, first.width * level.units, first.height);
    return [{ kind: 'rect', box: whole, fill: 'surface', stroke }];
  }
  const grid = { columns: level.units, rows: 1, fill: 'surface', fillOpacity: 1, stroke } as const;
  return [{ kind: 'lattice', first: inset(first), pitch: [first.width, 0], ...grid }];
}

function labelMarks(layout: DiagramLayout, level: Level, at: number): Mark[] {
  const { strips, words: size, named, names, sizes, measures } = layout;
  if (!named.has(at)) return [];
  const strip = strips[at] as Box;
  const y = strip.y + strip.height / 2;
  const shared = { kind: 'text', size, face: 'words', y } as const;
  const isTwofold = layout.width >= 540 && at > 0 && size * 2.3 <= (strips[0]?.y ?? 0) - (strips[1]?.y ?? 0);
  /** On the wall nothing is smaller than its least numeral. */
  const lesser = layout.form === 'projector' ? size : size * 0.85;
  const name: Mark = {
    ...shared,
    text: shortName(level.name, layout.kept),
    x: names,
    y: isTwofold ? y - size * 0.6 : y,
    colour: 'ink',
    align: 'end',
  };
  const said: Mark = {
    ...shared,
    text: level.words,
    x: names,
    y: y + size * 0.6,
    size: lesser,
    colour: 'muted',
    align: 'end',
  };
  const sees = at === 0 ? 'sees' : level.isDense ? 'all' : typographic(`${level.size}`);
  const number: Mark = {
    ...shared,
    text: sees,
    x: sizes + measures.gap * 0.6,
    face: at === 0 || level.isDense ? 'words' : 'numeral',
    size: at === 0 ? lesser : size * 1.15,
    colour: at === 0 ? 'muted' : 'ink',
    align: 'start',
  };
  return isTwofold ? [name, said, number] : [name, number];
}

/** A way around, from the level whose output is added or joined to the level that does it. */
function skipMarks(layout: DiagramLayout, level: Level, at: number): Mark[] {
  const { strips, sizes, measures } = layout;
  const middle = (index: number): number => (strips[index]?.y ?? 0) + (strips[index]?.height ?? 0) / 2;
  return level.from
    .filter((source) => source !== at - 1)
    .map((source) => {
      const right = sizes - measures.gap * 0.1;
      const left = right - measures.gap * 0.7;
      return {
        kind: 'path',
        points: [left, middle(source), right, middle(source), right, middle(at), left, middle(at)],
        stroke: { colour: 'ink', width: measures.line * 1.5 },
      };
    });
}

/** Numbers of the input's columns, as many as have room. */
function indexMarks(layout: DiagramLayout, width: number): Mark[] {
  const { words, pitch, origin, index } = layout;
  const step = [1, 2, 5, 10, 20, 50, 100].find((one) => one * pitch >= words * 2.2) ?? 100;
  return Array.from({ length: Math.ceil(width / step) }, (_, at) => ({
    kind: 'text',
    text: `${at * step}`,
    x: origin + (at * step + 0.5) * pitch,
    y: index,
    size: words,
    colour: 'muted',
    face: 'numeral',
    align: 'middle',
  }));
}

function sightBox({ strips, names, sizes }: DiagramLayout): Box {
  const top = strips.at(-1)?.y ?? 0;
  const bottom = (strips[0]?.y ?? 0) + (strips[0]?.height ?? 0);
  return boxOf(names, top - 6, sizes - names, bottom - top + 12);
}

/** What the unit sees of a level: its cells on the map, and beyond its ends the padding. */
function seenMarks(layout: DiagramLayout, level: Level, at: number, sight: Sight): Mark[] {
  const { line } = layout.measures;
  const [seen, free] = [sight.seen[at] ?? null, sight.free[at] ?? null];
  const beyond = free && outside(free, level.units);
  if (layout.strips.length > MOST_BOXED) return thinMarks(layout, level, at, { seen, beyond });
  const marks: Mark[] = [];
  for (const box of beyond ? boxesOf(layout, level, at, beyond) : []) {
    marks.push({ kind: 'hatch', box, gap: 5, stroke: { colour: 'stencil', width: line }, opacity: 0.7 });
    marks.push({ kind: 'rect', box, stroke: { colour: 'stencil', width: line, dash: [3, 3] } });
  }
  for (const box of seen ? boxesOf(layout, level, at, seen) : []) {
    marks.push({ kind: 'rect', box, fill: 'stencil-soft', stroke: { colour: 'stencil', width: line * 1.6 } });
  }
  return marks;
}

/** Of many levels the cone is seen as one shape: soft within, its two sides drawn, paler where it is padding. */
function thinMarks(
  layout: DiagramLayout,
  level: Level,
  at: number,
  { seen, beyond }: { seen: Columns | null; beyond: Columns | null },
): Mark[] {
  const stroke = { colour: 'stencil', width: layout.measures.line * 1.6 } as const;
  const soft = (box: Box, opacity: number): Mark => ({ kind: 'rect', box, fill: 'stencil-soft', opacity });
  const sides = ({ x, y, width, height }: Box): Mark[] =>
    [x, x + width].map((side) => ({ kind: 'path', points: [side, y, side, y + height], stroke }));
  return [
    ...(beyond ? runBoxes(layout, level, at, beyond) : []).map((box) => soft(box, 0.5)),
    ...(seen ? runBoxes(layout, level, at, seen) : []).flatMap((box) => [soft(box, 1), ...sides(box)]),
  ];
}

function fedMarks(layout: DiagramLayout, level: Level, at: number, fed: Columns | null): Mark[] {
  const stroke = { colour: 'output', width: layout.measures.line * 1.6, dash: [5, 3] } as const;
  return (fed ? boxesOf(layout, level, at, fed) : []).map((box) => ({
    kind: 'rect',
    box,
    fill: 'output-soft',
    stroke,
  }));
}

function chosenMark({ measures }: DiagramLayout, box: Box): Mark {
  const seen = box.width < 4 ? boxOf(box.x + box.width / 2 - 2, box.y, 4, box.height) : box;
  return { kind: 'rect', box: grown(seen, 1), fill: 'output', stroke: { colour: 'ink', width: measures.strong * 0.6 } };
}

/** Cells one by one where they can be told apart, else runs of them. */
function boxesOf(layout: DiagramLayout, level: Level, at: number, columns: Columns): Box[] {
  if (level.jump * layout.pitch >= LEAST_CELL) {
    return Array.from(columns, (unit) => inset(cellOf(layout, level, at, unit)));
  }
  return runBoxes(layout, level, at, columns);
}

function runBoxes(layout: DiagramLayout, level: Level, at: number, columns: Columns): Box[] {
  return runsOf(columns).map(([first, last]) => {
    const [one, other] = [cellOf(layout, level, at, first), cellOf(layout, level, at, last)];
    return boxOf(one.x, one.y, Math.max(2, other.x + other.width - one.x), one.height);
  });
}

function outside(cells: Columns, units: number): Columns {
  return new Set([...cells].filter((cell) => cell < 0 || cell >= units));
}

function inset(box: Box): Box {
  return box.width > 8 ? grown(box, -1) : box;
}

/** The cone from each level down to those whose outputs it reads. */
function beamsBelow(
  levels: readonly Level[],
  layout: DiagramLayout,
  seen: readonly (Columns | null)[],
  chosen: number,
): Mark[] {
  return levels
    .slice(0, chosen + 1)
    .flatMap((level, at) =>
      sourcesOf(level, at).flatMap((source) => beam(layout, levels, [at, seen[at]], [source, seen[source]], 'stencil')),
    );
}

function beamsAbove(levels: readonly Level[], layout: DiagramLayout, { level: chosen, unit, fed }: Sight): Mark[] {
  const own = (at: number): Columns | null | undefined => (at === chosen ? new Set([unit]) : fed[at]);
  return levels.slice(chosen + 1).flatMap((level, index) => {
    const at = chosen + 1 + index;
    const sources = sourcesOf(level, at).filter((source) => source >= chosen);
    return sources.flatMap((source) => beam(layout, levels, [at, own(at)], [source, own(source)], 'output'));
  });
}

function sourcesOf({ from }: Level, at: number): readonly number[] {
  return at === 0 ? [] : from.length > 0 ? from : [at - 1];
}

type End = readonly [level: number, columns: Columns | null | undefined];

function beam(
  layout: DiagramLayout,
  levels: readonly Level[],
  [above, upper]: End,
  [below, lower]: End,
  fill: Colour,
): Mark[] {
  if (!upper?.size || !lower?.size) return [];
  const [left, right, , bottom] = reachOf(layout, levels, above, upper);
  const [from, to, top] = reachOf(layout, levels, below, lower);
  return [{ kind: 'path', points: [left, bottom, right, bottom, to, top, from, top], fill, opacity: 0.14 }];
}

/** Left, right, top and bottom of these cells. */
function reachOf(
  layout: DiagramLayout,
  levels: readonly Level[],
  at: number,
  columns: Columns,
): [left: number, right: number, top: number, bottom: number] {
  const [first, last] = spanOf(columns);
  const level = levels[at] as Level;
  const [one, other] = [cellOf(layout, level, at, first), cellOf(layout, level, at, last)];
  return [one.x, other.x + other.width, one.y, one.y + one.height];
}

/** Under the input, what the unit sees and what the one beside it sees: they share most of it. */
function bracketMarks(layout: DiagramLayout, { seen, unit, next }: Sight): Mark[] {
  const [columns] = seen;
  if (!columns) return [];
  const [own, other] = layout.brackets;
  const [first, last] = spanOf(columns);
  const marks = bracket(layout, own, columns, `unit ${unit}`, `${first} … ${last}: ${last - first + 1}`, 'stencil');
  if (!next) return marks;
  const said = `${sharedBy(columns, next.columns)} shared`;
  return [...marks, ...bracket(layout, other, next.columns, `unit ${next.unit}`, said, 'muted')];
}

function bracket(
  { pitch, origin, names, sizes, words, measures }: DiagramLayout,
  y: number,
  columns: Columns,
  who: string,
  text: string,
  colour: Colour,
): Mark[] {
  const [first, last] = spanOf(columns);
  const [left, right] = [Math.max(names, origin + first * pitch), Math.min(sizes, origin + (last + 1) * pitch)];
  const tall = words * 0.35;
  const room = text.length * words * 0.56 + measures.gap;
  const within = right - left > room * 1.2;
  const free = right + room < sizes ? right + room / 2 : left - room / 2;
  // On a phone there may be room on neither side of it: then over it, with its ends still in sight.
  const isFree = free - room / 2 > names;
  const middle = within || !isFree ? (left + right) / 2 : free;
  const shared = { kind: 'text', y, size: words, face: 'words' } as const;
  const line = { colour, width: measures.strong * 0.8 };
  return [
    { kind: 'path', points: [left, y - tall, left, y, right, y, right, y - tall], stroke: line },
    { kind: 'rect', box: boxOf(middle - room / 2, y - words * 0.6, room, words * 1.2), fill: 'paper' },
    { ...shared, text, x: middle, align: 'middle', colour: 'ink' },
    { ...shared, text: who, x: names, align: 'end', colour: 'muted' },
  ];
}
