/** The calculation as a sentence for the ARIA live region: heard, it says what the tiles show. Counted from 1. */
import { fixed, typographic } from '../core/digits.ts';
import { divisorOf } from './pooling-workings.ts';
import { resultText } from './result.ts';
import { type ShownResult, shownResult } from './shown-sum.ts';
import { isColour, type Subject } from './subject.ts';
import { written } from './units.ts';
import type { Result, Term, Workings } from './workings.ts';

/** More terms than this, of all colours together, are counted, not read out. */
const MOST_TERMS = 25;

export function spoken(subject: Subject, { place, results }: Workings, at?: string): string {
  const where = at ?? `Row ${place.row + 1}, column ${place.column + 1}`;
  const count = results.flatMap(({ channels }) => channels).reduce((sum, { terms }) => sum + terms.length, 0);
  const sentences = results.map((result) => aloud(calculated(subject, result, count > MOST_TERMS)));
  if (isColour(subject)) {
    return `${where}. ${sentences.map((one, at) => `${['red', 'green', 'blue'][at]}: ${one}.`).join(' ')}`;
  }
  const filter = subject.output.planes.length > 1 ? `, output channel ${place.filter + 1}` : '';
  return `${where}${filter}: ${sentences.join()}.`;
}

/** From the terms to the result; where there are too many of them they are counted. */
function calculated(subject: Subject, result: Result, isLong: boolean): string {
  const shown = shownResult(result);
  return subject.operation === 'pooling'
    ? pooled(subject, result, shown, isLong)
    : weighed(subject, result, shown, isLong);
}

function weighed(
  subject: Subject & { operation: 'convolution' },
  result: Result,
  shown: ShownResult,
  isLong: boolean,
): string {
  const terms = result.channels.flatMap(({ terms: all }) => all);
  const listed = terms.map((term) => `${written(term.raw, subject.units)} times ${term.weightText}`);
  const products = isLong ? `${terms.length} products` : listed.join(', plus ');
  const parts = [products, `sum ${aboutSum(subject, terms, shown, isLong)}${shown.sum}`];
  if (result.bias !== 0) parts.push(`plus bias ${shown.bias} makes ${shown.before}`);
  if (subject.activation !== 'none') parts.push(`${subject.activation} gives ${resultText(subject, result, shown)}`);
  return parts.join('; ');
}

/** "about" where the products do not add up as shown, and where the factors as they are told do not lead to the sum. */
function aboutSum(
  { units }: Subject,
  terms: readonly Term[],
  { sum, decimals, relation }: ShownResult,
  isLong: boolean,
): string {
  if (relation === '≈') return 'about ';
  if (isLong) return '';
  const told = terms.reduce(
    (all, { raw, weightText }) => all + toldValue(written(raw, units)) * toldValue(weightText),
    0,
  );
  return fixed(told, decimals) === sum ? '' : 'about ';
}

/** What a number is as it is told: `−1/9` is minus a ninth. */
function toldValue(text: string): number {
  const [above = '', below = '1'] = text.replace('\u2212', '-').split('/');
  return Number(above) / Number(below);
}

function pooled(
  subject: Subject & { operation: 'pooling' },
  result: Result,
  shown: ShownResult,
  isLong: boolean,
): string {
  const terms = result.channels[0]?.terms ?? [];
  const inside = terms.filter((term) => term.inside);
  const text = resultText(subject, result, shown);
  const about = shown.relation === '≈' ? 'about ' : '';
  const tie = result.winners.length > 1 ? `; ${result.winners.length} are equal, the first counts` : '';
  const ends: Record<typeof subject.pool, string> = {
    max: `the largest is ${text}${tie}`,
    min: `the smallest is ${text}${tie}`,
    sum: `sum ${about}${text}`,
    avg: `sum ${about}${shown.sum}, shared by ${divisorOf(subject, terms)}: ${text}`,
    l2: `the root of the sum of squares is ${text}`,
  };
  const values = isLong ? `${inside.length} values` : inside.map(({ raw }) => written(raw, subject.units)).join(', ');
  return `${values}; ${ends[subject.pool]}`;
}

/** A true minus sign is silent in some screen readers. */
function aloud(sentence: string): string {
  return typographic(sentence).replaceAll('\u2212', 'minus ');
}
