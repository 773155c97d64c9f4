/** Under each way its sum: what it adds up, in the same order, and between them the number that both make. */
import type { Box, Mark } from '../mark.ts';
import type { Measures } from '../measures.ts';
import { outline } from '../stencil.ts';
import { fittingSize, WORD_ADVANCE, widthOf } from '../text.ts';
import { headHeight, lineHeight, type WaysLayout } from './layout.ts';
import { text } from './parts.ts';
import type { Sums } from './sums.ts';
import type { TransposedSubject } from './transposed-subject.ts';
import type { Standing } from './walk.ts';

export function ledgerMarks(
  subject: TransposedSubject,
  layout: WaysLayout,
  standing: Standing,
  sums: Sums,
  channel: number,
): Mark[] {
  return [
    ...sideMarks(layout, layout.scatterLedger, scatterHeads(sums, channel, standing), sums, standing, sums.scattered),
    ...sideMarks(layout, layout.gatherLedger, gatherHeads(sums), sums, standing, sums.gathered),
    ...resultMarks(subject, layout, standing, sums),
  ];
}

function scatterHeads({ factors, channels, multiplied }: Sums, channel: number, { isDone }: Standing): string[] {
  const count = factors.length;
  const where = channels > 1 ? ` in channel ${channel + 1} of ${channels}` : '';
  const stamps = `${count} ${count === 1 ? 'stamp' : 'stamps'}`;
  if (count === 0) return [`Scatter: no stamp reaches the cell${where}`, 'Scatter: no stamp'];
  if (!isDone && multiplied < count) {
    return [`Scatter: ${multiplied} of ${stamps} on the cell so far${where}`, `Scatter: ${multiplied} of ${stamps}`];
  }
  return [`Scatter: ${stamps} ${count === 1 ? 'reaches' : 'reach'} the cell${where}`, `Scatter: ${stamps}`];
}

function gatherHeads({ kinds }: Sums): string[] {
  const zeros = kinds.between + kinds.ring;
  const all = kinds.value + zeros;
  const values = `${kinds.value} ${kinds.value === 1 ? 'value' : 'values'}`;
  const noughts = zeros === 0 ? '' : ` and ${zeros} ${zeros === 1 ? 'zero' : 'zeros'}`;
  return [`Gather: the window of ${all} meets ${values}${noughts}`, `Gather: ${values}${noughts}`];
}

function sideMarks(
  { measures }: WaysLayout,
  box: Box,
  heads: readonly string[],
  sums: Sums,
  { isDone }: Standing,
  total: string,
): Mark[] {
  const { words } = measures;
  const head = heads.find((one) => one.length * WORD_ADVANCE * words * 0.92 <= box.width) ?? heads.at(-1) ?? '';
  const size = fitting(sums, box, measures);
  const factors = wrapped(joined(sums.factors.slice(0, sums.multiplied), false), box.width, size);
  const products = wrapped(
    [...joined(sums.products.slice(0, sums.added), true), ...endOf(sums, isDone, total)],
    box.width,
    size,
  );
  const room = Math.floor((box.height - headHeight(measures)) / lineHeight(measures));
  const lines = factors.length + products.length <= room ? [...factors, ...products] : short(sums, isDone, total);
  const top = box.y + headHeight(measures);
  return [
    text(head, box.x, box.y + headHeight(measures) / 2, words, { colour: 'muted' }),
    ...lines.slice(0, room).map((line, index) =>
      text(line, box.x, top + (index + 0.5) * lineHeight(measures), size, {
        face: 'numeral',
        colour: index < factors.length && lines.length > 1 && lines[0] === factors[0] ? 'muted' : 'ink',
      }),
    ),
  ];
}

/** As large as a line allows where all terms fit on one; else at the least size that can be read. */
function fitting({ factors }: Sums, box: Box, measures: Measures): number {
  const whole = joined(factors, false).join(' ');
  return fittingSize([whole], box.width, lineHeight(measures) * 0.82, measures.leastNumeral) ?? measures.leastNumeral;
}

/** What follows the products: the sum, of this channel and of all of them. */
function endOf({ products, added, soFar, channels, channelSum }: Sums, isDone: boolean, total: string): string[] {
  if (!isDone && added < products.length) return added > 0 ? [`= ${soFar}`, '…'] : [];
  if (channels === 1) return products.length > 0 || isDone ? [equals(total)] : [];
  return [...(products.length > 0 ? [equals(channelSum)] : []), ...(isDone ? [`(all channels ${equals(total)})`] : [])];
}

function equals(total: string): string {
  return total.startsWith('≈') ? total : `= ${total}`;
}

/** Where there are too many to be written out. */
function short(sums: Sums, isDone: boolean, total: string): string[] {
  return [`${sums.products.length} products`, endOf(sums, isDone, total).join(' ')];
}

/** Terms with a plus between them; a number that has its own minus is taken away. */
function joined(terms: readonly string[], isSigned: boolean): string[] {
  return terms.map((term, index) => {
    if (index === 0) return term;
    return isSigned && term.startsWith('\u2212') ? `\u2212 ${term.slice(1)}` : `+ ${term}`;
  });
}

/** Lines of whole terms that fit. */
function wrapped(terms: readonly string[], width: number, size: number): string[] {
  const lines: string[] = [];
  for (const term of terms) {
    const longer = lines.length > 0 ? `${lines.at(-1)} ${term}` : term;
    if (lines.length > 0 && widthOf(longer, size) <= width) lines[lines.length - 1] = longer;
    else lines.push(term);
  }
  return lines;
}

function resultMarks(
  { outputScale, output }: TransposedSubject,
  { result, measures }: WaysLayout,
  { place, isDone }: Standing,
  sums: Sums,
): Mark[] {
  const { words, leastNumeral, numeral, strong } = measures;
  const head = headHeight(measures);
  const x = result.x + result.width / 2;
  const note = sums.agrees ? sums.after : 'The server’s number differs.';
  const box: Box = {
    x: result.x + result.width * 0.1,
    y: result.y + head,
    width: result.width * 0.8,
    height: Math.min(result.width * 0.62, result.height - head - (note ? words * 1.6 : strong)),
  };
  const where = `row ${place.row + 1}, column ${place.column + 1}`;
  const short = `${place.row + 1}, ${place.column + 1}`;
  const names =
    output.planes.length > 1
      ? [`channel ${place.filter + 1}, ${where}`, `channel ${place.filter + 1}: ${short}`]
      : [where, short];
  const room = result.width + measures.panelGap * 1.7;
  const name = names.find((one) => one.length * WORD_ADVANCE * words * 0.92 <= room) ?? short;
  const label = text(name, x, result.y + head / 2, words, { colour: 'muted', align: 'middle' });
  const below = text(note, x, box.y + box.height + words, words, {
    colour: sums.agrees ? 'muted' : 'warning',
    align: 'middle',
  });
  if (!isDone) {
    const dash = [strong * 2, strong * 1.6];
    return [label, { kind: 'rect', box, stroke: { colour: 'output', width: strong / 2, dash } }];
  }
  const size = fittingSize([sums.value], box.width * 0.86, numeral * 1.2, 1) ?? leastNumeral;
  const tile = { kind: 'tile', box, colour: outputScale.colourOf(sums.raw), text: sums.value, size } as const;
  return [label, tile, outline(box, 'output', measures), ...(note ? [below] : [])];
}
