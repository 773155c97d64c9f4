/** The calculation as a sentence for the ARIA live region: heard, it says what the tiles show. Counted from 1. */
import { typographic } from '../core/digits.ts';
import { divisorOf } from './pooling-workings.ts';
import { resultText } from './result.ts';
import { type ShownResult, shownResult } from './shown-sum.ts';
import { isColour, type Subject } from './subject.ts';
import { written } from './units.ts';
import type { Result, Workings } from './workings.ts';

/** More terms than this are counted, not read out. */
const MOST_TERMS = 25;

export function spoken(subject: Subject, { place, results }: Workings): string {
  const where = `Row ${place.row + 1}, column ${place.column + 1}`;
  if (isColour(subject)) {
    const values = results.map((result, at) => {
      const shown = shownResult(result);
      const about = shown.relation === '≈' ? 'about ' : '';
      return `${['red', 'green', 'blue'][at]} ${about}${resultText(subject, result, shown)}`;
    });
    return `${where}: ${values.join(', ')}.`;
  }
  const filter = subject.output.planes.length > 1 ? `, output channel ${place.filter + 1}` : '';
  const shown = shownResult(results[0]);
  const sentence =
    subject.operation === 'pooling' ? pooled(subject, results[0], shown) : weighed(subject, results[0], shown);
  return `${where}${filter}: ${aloud(sentence)}.`;
}

function weighed(subject: Subject & { operation: 'convolution' }, result: Result, shown: ShownResult): string {
  const terms = result.channels.flatMap(({ terms: all }) => all);
  const listed = terms.map((term) => `${written(term.raw, subject.units)} times ${term.weightText}`);
  const products = terms.length > MOST_TERMS ? `${terms.length} products` : listed.join(', plus ');
  const about = shown.relation === '≈' ? 'about ' : '';
  const parts = [products, `sum ${about}${shown.sum}`];
  if (result.bias !== 0) parts.push(`plus bias ${shown.bias} makes ${shown.before}`);
  if (subject.activation !== 'none') parts.push(`${subject.activation} gives ${resultText(subject, result, shown)}`);
  return parts.join('; ');
}

function pooled(subject: Subject & { operation: 'pooling' }, result: Result, shown: ShownResult): string {
  const terms = result.channels.flatMap(({ terms: all }) => all);
  const inside = terms.filter((term) => term.inside).map((term) => written(term.raw, subject.units));
  const text = resultText(subject, result, shown);
  const tie = result.winners.length > 1 ? `; ${result.winners.length} are equal, the first counts` : '';
  const ends: Record<typeof subject.pool, string> = {
    max: `the largest is ${text}${tie}`,
    min: `the smallest is ${text}${tie}`,
    sum: `sum ${text}`,
    avg: `sum ${shown.sum}, shared by ${divisorOf(subject, terms)}: ${text}`,
    l2: `the root of the sum of squares is ${text}`,
  };
  return `${inside.length > MOST_TERMS ? `${inside.length} values` : inside.join(', ')}; ${ends[subject.pool]}`;
}

/** A true minus sign is silent in some screen readers. */
function aloud(sentence: string): string {
  return typographic(sentence).replaceAll('\u2212', 'minus ');
}
