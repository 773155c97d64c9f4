/** The calculation: every cell of the window as a tile, times its weight, what that makes, and what it adds up to. */
import type { Moment } from '../core/timeline.ts';
import { boxOf, centreOf, grown } from './box.ts';
import { type Calculation, type ShownGroup, type TermState, termState } from './calculation.ts';
import { type CalculationLayout, chipOf, type GroupLayout, tileOf } from './calculation-layout.ts';
import { heatMarks } from './heat.ts';
import { ledgerMarks } from './ledger.ts';
import { type Box, type Colour, inkFor, type Mark, type Stroke, type TextMark } from './mark.ts';
import { shareOf } from './progress.ts';
import { isColour, type Subject } from './subject.ts';
import { fittingSize } from './text.ts';
import { perUnit, written, writtenShort, writtenShortest } from './units.ts';
import type { Term } from './workings.ts';

export function calculationMarks(calculation: Calculation, moment: Moment, hidden: boolean): Mark[] {
  const { layout, groups } = calculation;
  const tiles = groups.flatMap((group, index) => {
    const place = layout.groups[index];
    if (!place) return [];
    const body =
      layout.detail === 'heat'
        ? heatMarks(calculation, group, place, moment)
        : tileMarks(calculation, group, place, moment);
    return [...titleMarks(calculation, group, place), ...body, ...joined(calculation, index, place)];
  });
  return [...tiles, ...ledgerMarks(calculation, moment, hidden)];
}

/** A term and where it stands. */
interface PlacedTerm {
  readonly term: Term;
  readonly index: number;
  readonly tile: Box;
  readonly chip: Box;
  readonly state: TermState;
}

/** Kind after kind, not term after term: a canvas is slow at changing its font. */
function tileMarks(calculation: Calculation, group: ShownGroup, place: GroupLayout, moment: Moment): Mark[] {
  const { layout } = calculation;
  const { terms, columns } = group.channel;
  const placed = terms.map((term, index): PlacedTerm => {
    const [row, column] = [Math.floor(index / columns), index % columns];
    const state = termState(calculation, group.before + index, moment);
    return { term, index, tile: tileOf(layout, place, row, column), chip: chipOf(layout, place, row, column), state };
  });
  return [
    ...bracketMarks(group, place, layout),
    ...seenMarks(calculation, group, placed, moment),
    ...(layout.shape.weighted ? placed.map((one) => weightMark(calculation, one)) : []),
    ...(isAdded(calculation.subject)
      ? placed.filter(({ index }) => index % columns < columns - 1).map(({ tile }) => plusMark(tile, layout))
      : []),
    ...productMarks(calculation, group, placed),
    ...placed.flatMap(({ index, tile }) => winnerMarks(group, index, tile, layout)),
  ];
}

/** Whether the terms are added up; of a max or min one wins. */
function isAdded(subject: Subject): boolean {
  return subject.operation === 'convolution' || (subject.pool !== 'max' && subject.pool !== 'min');
}

/** The cells of the window; those of the padding are hatched, under their number. */
function seenMarks(
  { layout, subject, writing }: Calculation,
  { channel }: ShownGroup,
  placed: readonly PlacedTerm[],
  moment: Moment,
): Mark[] {
  const { measures } = layout;
  const room = layout.tile * 0.92;
  const most = Math.min(measures.numeral, Math.max(measures.leastNumeral, layout.tile * 0.42));
  const { texts, size } = fittingTexts(
    subject,
    placed.map(({ term }) => term),
    writing && ((term) => writing.input(channel.channel, term.row, term.column)),
    room,
    most,
    measures.leastNumeral,
  );
  const opacity = 0.25 + 0.75 * Math.min(1, 2 * shareOf(moment, 'place'));
  return placed.flatMap(({ term, index, tile: box, state }): Mark[] => {
    const colour = writing ? (writing.tint?.(term.met) ?? 'surface') : subject.inputScale.colourOf(term.raw);
    const frame: Stroke = state.isBusy
      ? { colour: 'stencil', width: measures.strong }
      : { colour: 'rule', width: measures.line };
    const text = texts[index] ?? '';
    if (term.inside) return [{ kind: 'tile', box, colour, text, size, frame, opacity }];
    const [x, y] = centreOf(box);
    return [
      { kind: 'tile', box, colour, text: '', size, frame, opacity },
      { kind: 'hatch', box, gap: measures.gap * 0.75, stroke: { colour: 'edge', width: measures.line }, opacity: 0.7 },
      ...(text === ''
        ? []
        : [
            {
              kind: 'text',
              text,
              x,
              y,
              size,
              colour: inkFor(colour),
              face: 'numeral',
              align: 'middle',
              opacity,
            } as const,
          ]),
    ];
  });
}

/** The values as exactly as there is room for; none at all rather than some too small to read. */
function fittingTexts(
  subject: Subject,
  terms: readonly Term[],
  nameOf: ((term: Term) => string) | null,
  room: number,
  most: number,
  least: number,
): { texts: readonly string[]; size: number } {
  const numbered = [written, writtenShort, writtenShortest].map(
    (write) => (term: Term) => write(term.raw, subject.units),
  );
  for (const textOf of nameOf ? [nameOf] : numbered) {
    const texts = terms.map((term) => (term.inside || subject.operation === 'convolution' ? textOf(term) : ''));
    const size = fittingSize(texts, room, most, least);
    if (size !== undefined) return { texts, size };
  }
  return { texts: [], size: least };
}

/** What has been multiplied so far, as tiles of their own beneath the weights. */
function productMarks(
  { layout, subject, productScale, writing }: Calculation,
  { products }: ShownGroup,
  placed: readonly PlacedTerm[],
): Mark[] {
  const { numeral, leastNumeral } = layout.measures;
  const room = (placed[0]?.chip.width ?? 0) - 4;
  const size = fittingSize(products, room, Math.max(leastNumeral, numeral * 0.86), leastNumeral);
  if (layout.detail !== 'full' || size === undefined || writing?.tint) return [];
  return placed
    .filter(({ state }) => state.isMultiplied)
    .map(({ term, index, chip, state }): Mark => {
      const colour: Colour = writing ? 'surface' : productScale.colourOf(term.product / perUnit(subject.units));
      const frame = { colour: 'rule', width: 1 } as const;
      return {
        kind: 'tile',
        box: chip,
        colour,
        text: products[index] ?? '',
        size,
        frame,
        opacity: state.isWaiting ? 0.4 : 1,
      };
    });
}

/** Channels are added up; the three of a colour picture are not. */
function joined({ layout, groups, subject }: Calculation, index: number, { box }: GroupLayout): Mark[] {
  const isLastInRow = (index + 1) % layout.across === 0;
  if (index === groups.length - 1 || isLastInRow || isColour(subject)) return [];
  const { gap, numeral } = layout.measures;
  const y = box.y + box.height - numeral;
  return [
    {
      kind: 'text',
      text: '+',
      x: box.x + box.width + gap,
      y,
      size: numeral,
      colour: 'muted',
      face: 'numeral',
      align: 'middle',
    },
  ];
}

function weightMark({ layout, writing }: Calculation, { term, tile }: PlacedTerm): TextMark {
  const [x] = centreOf(tile);
  const y = tile.y + tile.height + layout.lineHeight * 0.52;
  const colour = term.weight === 0 && !writing ? 'muted' : 'ink';
  const size = layout.weightSize;
  return {
    kind: 'text',
    text: `${layout.weightSign}${term.weightText}`,
    x,
    y,
    size,
    colour,
    face: 'numeral',
    align: 'middle',
  };
}

function plusMark(tile: Box, { measures }: CalculationLayout): Mark {
  const x = tile.x + tile.width + measures.gap / 2;
  const y = tile.y + tile.height / 2;
  return {
    kind: 'text',
    text: '+',
    x,
    y,
    size: measures.gap * 1.15,
    colour: 'muted',
    face: 'numeral',
    align: 'middle',
  };
}

/** The first winner is the one that counts; equal ones are marked too. */
function winnerMarks({ winners }: ShownGroup, index: number, box: Box, { measures }: CalculationLayout): Mark[] {
  const at = winners.indexOf(index);
  if (at < 0) return [];
  const dash = at > 0 && { dash: [measures.strong * 2, measures.strong * 1.5] };
  return [
    { kind: 'rect', box: grown(box, measures.strong), stroke: { colour: 'output', width: measures.strong, ...dash } },
  ];
}

function bracketMarks({ channel }: ShownGroup, { first }: GroupLayout, layout: CalculationLayout): Mark[] {
  const { gap, line } = layout.measures;
  const width = gap * 0.5;
  const between = layout.pitch[1] - layout.tile - layout.lineHeight - layout.chipHeight;
  const height = channel.rows * layout.pitch[1] - between + gap * 0.8;
  const right = first.x + (channel.columns - 1) * layout.pitch[0] + layout.tile;
  const stroke = { colour: 'ink', width: line * 1.25 } as const;
  return [
    { kind: 'bracket', side: 'left', box: boxOf(first.x - gap, first.y - gap * 0.4, width, height), stroke },
    { kind: 'bracket', side: 'right', box: boxOf(right + gap - width, first.y - gap * 0.4, width, height), stroke },
  ];
}

function titleMarks({ layout, subject }: Calculation, group: ShownGroup, { box }: GroupLayout): Mark[] {
  const { words, numeral } = layout.measures;
  const x = box.x + box.width / 2;
  const title: Mark = {
    kind: 'text',
    text: group.title,
    x,
    y: box.y + words * 0.6,
    size: words,
    colour: 'muted',
    face: 'words',
    align: 'middle',
  };
  const sum: Mark = {
    kind: 'text',
    text: `sum ${group.sum}`,
    x,
    y: box.y + box.height - numeral,
    size: numeral * 0.9,
    colour: 'ink',
    face: 'numeral',
    align: 'middle',
  };
  if (!layout.shape.titled) return [];
  return layout.shape.groups > 1 && isAdded(subject) ? [title, sum] : [title];
}
