/** The window of the output cell at hand on the stuffed input, a value and a weight in each of its cells. */
import { overlap } from '../box.ts';
import type { Box, Mark } from '../mark.ts';
import { boxOfCell, boxOfCells } from '../panel.ts';
import { outline } from '../stencil.ts';
import { fittingSize } from '../text.ts';
import { perUnit, writtenShort } from '../units.ts';
import { type GatherTerm, gatheredAt } from './gather.ts';
import type { WaysLayout } from './layout.ts';
import { frame, text } from './parts.ts';
import type { Source, TransposedSubject } from './transposed-subject.ts';
import type { Standing } from './walk.ts';

export function windowMarks(
  subject: TransposedSubject,
  layout: WaysLayout,
  standing: Standing,
  channel: number,
): Mark[] {
  const { stuffed, turned, measures } = layout;
  const { terms, ...window } = gatheredAt(subject, channel, standing.place);
  const { rows, columns } = subject.geometry;
  const isGapped = rows.dilation > 1 || columns.dilation > 1;
  const busy = standing.addends[standing.busy]?.source;
  const isBusy = ({ source }: GatherTerm): boolean => !!source && !!busy && isSame(source, busy);
  const cells = terms.flatMap((term, index): Mark[] => {
    const box = boxOfCell(stuffed, term.row, term.column);
    const weight = boxOfCell(turned, Math.floor(index / columns.size), index % columns.size);
    return [
      ...termMarks(subject, layout, term, box),
      ...(isGapped ? [frame(box, 'stencil', measures.strong / 2)] : []),
      ...(term.source ? [frame(weight, 'stencil', isBusy(term) ? measures.strong : measures.strong / 2)] : []),
      ...(isBusy(term) ? [outline(box, 'stencil', measures)] : []),
    ];
  });
  return [...cells, outline(boxOfCells(stuffed, window), 'stencil', measures, isGapped)];
}

/** Where the value of an input cell stands among the zeros: what is stamped on the left is met here. */
export function valueMarks({ geometry }: TransposedSubject, { stuffed, measures }: WaysLayout, source: Source): Mark[] {
  const box = boxOfCell(stuffed, source.row * geometry.rows.stride, source.column * geometry.columns.stride);
  const seen = overlap(box, stuffed.box);
  return seen.width > 0 && seen.height > 0 ? [outline(box, 'stencil', measures, true)] : [];
}

/** The value above and its weight beneath, where a cell has room for both; a zero in the window is tinted. */
function termMarks({ inputScale, units }: TransposedSubject, layout: WaysLayout, term: GatherTerm, box: Box): Mark[] {
  const { leastNumeral } = layout.measures;
  const raw = term.value / perUnit(units);
  const value = writtenShort(raw, units);
  const ground: Mark = term.source
    ? { kind: 'tile', box, colour: inputScale.colourOf(raw), text: '', size: leastNumeral }
    : { kind: 'rect', box, fill: 'stencil-soft' };
  const weight = `×${term.weightText}`;
  const size = fittingSize([value, weight], box.width * 0.88, box.height * 0.36, leastNumeral);
  const x = box.x + box.width / 2;
  const middle = box.y + box.height / 2;
  if (size === undefined) return term.source ? [] : [ground, ...zero(layout, x, middle, box)];
  const chip: Box = { x: box.x, y: middle, width: box.width, height: box.height / 2 };
  return [
    ground,
    ...(term.source
      ? [{ ...upper(box), colour: inputScale.colourOf(raw), text: value, size } as const]
      : [text('0', x, box.y + box.height * 0.28, size, { colour: 'muted', face: 'numeral', align: 'middle' })]),
    { kind: 'rect', box: chip, fill: 'stencil-soft' },
    text(weight, x, box.y + box.height * 0.75, size, { colour: 'stencil', face: 'numeral', align: 'middle' }),
  ];
}

function upper({ x, y, width, height }: Box) {
  return { kind: 'tile', box: { x, y, width, height: height / 2 } } as const;
}

function zero({ measures }: WaysLayout, x: number, y: number, box: Box): Mark[] {
  if (box.width < measures.numberedCell) return [];
  const size = Math.max(measures.leastNumeral, box.width * 0.42) * 0.8;
  return [text('0', x, y, size, { colour: 'muted', face: 'numeral', align: 'middle' })];
}

function isSame(one: Source, other: Source): boolean {
  return one.channel === other.channel && one.row === other.row && one.column === other.column;
}
