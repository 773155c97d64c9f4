/** A window too large for numbers: what is seen and what becomes of it as two pictures, and the largest terms in words. */
import type { ValueScale } from '../core/colour.ts';
import { fixed } from '../core/digits.ts';
import type { Moment } from '../core/timeline.ts';
import { boxOf } from './box.ts';
import { type Calculation, type ShownGroup, termState } from './calculation.ts';
import { type GroupLayout, LISTED } from './calculation-layout.ts';
import type { Box, Mark } from './mark.ts';
import { countedBy, shareOf } from './progress.ts';
import { addedUp } from './shown-sum.ts';
import { outline } from './stencil.ts';
import type { ChannelTerms } from './terms.ts';
import { perUnit, written } from './units.ts';

/** Lines between smaller cells would grey the picture that they make. */
const LEAST_CELL = 3;

export function heatMarks(calculation: Calculation, group: ShownGroup, { first }: GroupLayout, moment: Moment): Mark[] {
  const { layout, subject, productScale } = calculation;
  const { terms, columns, rows } = group.channel;
  const patch = boxOf(first.x, first.y, columns * layout.tile, rows * layout.tile);
  const made = { ...patch, x: patch.x + patch.width + layout.measures.gap };
  const seen = seenIn(group.channel);
  const marks = [...planeMarks(seen, columns, patch, subject.inputScale, layout.measures.line)];
  if (!layout.shape.weighted) return marks;
  const reached = Math.max(0, countedBy(moment, 'multiply', calculation.terms).reached - group.before);
  const products = Float32Array.from(terms, (term, index) =>
    index < reached ? term.product / perUnit(subject.units) : 0,
  );
  marks.push(...planeMarks(products, columns, made, productScale, layout.measures.line));
  const busy = terms.findIndex((_, index) => termState(calculation, group.before + index, moment).isBusy);
  if (busy >= 0) {
    const at = (box: Box): Box =>
      boxOf(
        box.x + (busy % columns) * layout.tile,
        box.y + Math.floor(busy / columns) * layout.tile,
        layout.tile,
        layout.tile,
      );
    marks.push(outline(at(patch), 'stencil', layout.measures), outline(at(made), 'stencil', layout.measures));
  }
  return [...marks, ...captionMarks(calculation, patch, made)];
}

/** The same channel has the same plane, so that what has been painted of it stays. */
const planes = new WeakMap<ChannelTerms, Float32Array>();

function seenIn(channel: ChannelTerms): Float32Array {
  const known = planes.get(channel);
  if (known) return known;
  const plane = Float32Array.from(channel.terms, (term) => term.raw);
  planes.set(channel, plane);
  return plane;
}

/** The terms that matter most, and all the others in one line, so that the list adds up to the sum shown. */
export function listMarks(calculation: Calculation, moment: Moment): Mark[] {
  const { layout, groups, shown, subject, writing } = calculation;
  const [digits] = shown;
  if (!digits || writing || layout.list.height === 0 || shareOf(moment, 'multiply') < 1) return [];
  const entries = groups.flatMap(({ channel, products }) =>
    channel.terms.map((term, index) => ({ term, product: products[index] ?? '' })),
  );
  const ranked = entries.sort((one, other) => Math.abs(other.term.product) - Math.abs(one.term.product));
  const named = ranked.slice(0, LISTED);
  const others = ranked.slice(LISTED);
  const lines = named.map(
    ({ term, product }) => [`${written(term.raw, subject.units)} × ${term.weightText}`, product] as const,
  );
  const total =
    digits.relation === '='
      ? addedUp(
          others.map(({ product }) => product),
          digits.decimals,
        )
      : fixed(
          others.reduce((sum, { term }) => sum + term.product, 0),
          digits.decimals,
        );
  const all =
    others.length > 0
      ? [...lines, [`${others.length} smaller ${others.length === 1 ? 'term' : 'terms'}`, total] as const]
      : lines;
  return all.flatMap(([left, right], index) => lineMarks(calculation, left, right, index, index >= named.length));
}

function lineMarks({ layout }: Calculation, left: string, right: string, index: number, inWords: boolean): Mark[] {
  const { leastNumeral, words, gap } = layout.measures;
  const { x, y, width } = layout.list;
  const middle = y + gap / 2 + (index + 0.5) * leastNumeral * 1.6;
  const size = leastNumeral * 1.15;
  return [
    {
      kind: 'text',
      text: left,
      x,
      y: middle,
      size: inWords ? words : size,
      colour: inWords ? 'muted' : 'ink',
      face: inWords ? 'words' : 'numeral',
      align: 'start',
    },
    { kind: 'text', text: right, x: x + width, y: middle, size, colour: 'ink', face: 'numeral', align: 'end' },
  ];
}

function planeMarks(plane: Float32Array, columns: number, box: Box, scale: ValueScale, line: number): Mark[] {
  if (plane.length === 0) return [];
  const rows = plane.length / columns;
  return [
    { kind: 'image', planes: [plane], rows, columns, scale, source: boxOf(0, 0, columns, rows), box },
    ...(box.width >= LEAST_CELL * columns
      ? [{ kind: 'grid', box, columns, rows, stroke: { colour: 'edge', width: line }, opacity: 0.3 } as const]
      : []),
    { kind: 'rect', box, stroke: { colour: 'rule', width: line } },
  ];
}

function captionMarks({ layout }: Calculation, patch: Box, made: Box): Mark[] {
  if (layout.shape.titled) return [];
  const { words } = layout.measures;
  return (
    [
      ['seen', patch],
      ['× weight', made],
    ] as const
  ).map(([text, box]): Mark => {
    return {
      kind: 'text',
      text,
      x: box.x + box.width / 2,
      y: box.y - words * 0.8,
      size: words,
      colour: 'muted',
      face: 'words',
      align: 'middle',
    };
  });
}
