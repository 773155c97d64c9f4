/** The sum as a line of writing: `y[3] = 3 · 2 + 4 · 1 = 10`, as far as the moment has come. */
import { typographic } from '../../core/digits.ts';
import type { Moment } from '../../core/timeline.ts';
import type { Role } from '../mark.ts';
import type { Measures } from '../measures.ts';
import { countedBy, shareOf } from '../progress.ts';
import { addedUp, type ShownResult } from '../shown-sum.ts';
import { widthOf } from '../text.ts';
import type { Result } from '../workings.ts';
import { sampleText } from './stems.ts';

export interface SumToWrite {
  /** The output's place on the axis. */
  readonly place: number;
  readonly result: Result;
  readonly shown: ShownResult;
  /** The output as it is written. */
  readonly value: string;
}

export interface Part {
  readonly text: string;
  readonly width: number;
  readonly size: number;
  readonly colour: Role;
  readonly bold: boolean;
}

type Piece = Pick<Part, 'text' | 'colour' | 'bold'>;

/** Terms that are written out; more are counted, and so are those that would not fit. */
const MOST_TERMS = 9;

export function writtenSum(sum: SumToWrite, moment: Moment, room: number, { numeral, leastNumeral }: Measures): Part[] {
  const whole = sized(pieces(sum, moment, true), numeral, room);
  const isShort = (sum.result.channels[0]?.terms.length ?? 0) <= MOST_TERMS;
  if (isShort && (whole[0]?.size ?? 0) >= leastNumeral) return whole;
  return sized(pieces(sum, moment, false), numeral, room);
}

function pieces({ place, result, shown, value }: SumToWrite, moment: Moment, isWhole: boolean): Piece[] {
  const terms = result.channels[0]?.terms ?? [];
  const products = countedBy(moment, 'multiply', terms.length);
  const sums = countedBy(moment, 'add', terms.length);
  const finish = shareOf(moment, 'finish');
  const says = (text: string, colour: Role = 'ink', bold = false): Piece => ({ text, colour, bold });
  const line = [says(`y[${typographic(`${place}`)}]`, 'output', true), says(' = ')];
  if (isWhole) line.push(...termPieces(terms, products.reached, Math.max(products.busy, sums.busy)));
  else line.push(says(`sum of ${sums.reached || products.reached} products`));
  if (sums.reached === 0) return line;
  const texts = shown.products[0] ?? [];
  const isAll = sums.reached === terms.length;
  const relation = shown.relation === '≈' && isAll ? ' ≈ ' : ' = ';
  const running = isAll ? shown.sum : addedUp(texts.slice(0, sums.reached), shown.decimals);
  line.push(
    says(
      sums.reached < terms.length ? ` → ${running}` : `${relation}${running}`,
      isAll ? 'ink' : 'muted',
      isAll && value === shown.sum,
    ),
  );
  if (finish < 1 || value === shown.sum) return line;
  const bias = result.bias === 0 ? '' : `, with bias ${shown.bias}`;
  return [...line, says(`${bias}: `), says(value, 'output', true)];
}

function termPieces(terms: Result['channels'][number]['terms'], reached: number, busy: number): Piece[] {
  return terms.flatMap(({ value, weightText }, index): Piece[] => {
    const isThere = index < reached;
    const text = isThere ? `${bracketed(sampleText(value), index > 0)} · ${bracketed(weightText, true)}` : '';
    const plus: Piece[] = index > 0 && isThere ? [{ text: ' + ', colour: 'muted', bold: false }] : [];
    return [...plus, { text, colour: 'ink', bold: index === busy }];
  });
}

/** A minus behind another sign stands in brackets. */
function bracketed(text: string, isBehind: boolean): string {
  return isBehind && text.startsWith('\u2212') ? `(${text})` : text;
}

function sized(line: readonly Piece[], most: number, room: number): Part[] {
  const natural = line.reduce((sum, { text, bold }) => sum + advance(text, bold), 0);
  const size = Math.floor(Math.min(most, room / (natural || 1)) * 2) / 2;
  return line.map((piece) => ({ ...piece, size, width: advance(piece.text, piece.bold) * size }));
}

function advance(text: string, bold: boolean): number {
  return widthOf(text, 1) * (bold ? 1.06 : 1);
}
