/** The result as a tile, and what its number alone does not say. */
import { digitsOf, fixed } from '../core/digits.ts';
import type { Moment } from '../core/timeline.ts';
import { centreOf } from './box.ts';
import { type Calculation, termState } from './calculation.ts';
import type { Colour, Mark, TextMark } from './mark.ts';
import { shareOf } from './progress.ts';
import type { ShownResult } from './shown-sum.ts';
import type { Subject } from './subject.ts';
import { fittingSize } from './text.ts';
import { written } from './units.ts';
import type { Result } from './workings.ts';

/** The number written on the result tile: its digits are those of the sum wherever the sum is the result. */
export function resultText({ units, ...subject }: Subject, result: Result, shown: ShownResult): string {
  if (!result.agrees) return digitsOf(result.value).text;
  if (subject.operation === 'pooling') return poolText(subject.pool, result, shown, units);
  switch (subject.activation) {
    case 'none':
      return shown.before;
    case 'sigmoid':
    case 'tanh':
    case 'leaky-relu':
      return digitsOf(result.value).text;
    case 'relu':
    case 'abs':
    case 'clip':
      return fixed(result.value, shown.decimals);
  }
}

/** The colour of the result: of its one value, or of red, green and blue together. */
export function resultColour({ subject: { outputScale }, workings: { results }, writing }: Calculation): Colour {
  if (writing) return 'output-soft';
  const [red, green, blue] = results.map((result) => outputScale.colourOf(result.raw));
  return red && green && blue ? [red[0], green[1], blue[2]] : (red ?? [0, 0, 0]);
}

function poolText(pool: string, result: Result, shown: ShownResult, units: Subject['units']): string {
  if (pool === 'sum') return shown.sum;
  return pool === 'max' || pool === 'min' ? written(result.raw, units) : digitsOf(result.value, 5).text;
}

export function resultMarks(calculation: Calculation, moment: Moment, hidden: boolean): Mark[] {
  const { layout, workings, shown, writing } = calculation;
  const { result, measures } = layout;
  const [x, y] = centreOf(result);
  const isThere = !hidden && shareOf(moment, 'finish') >= 1;
  const relation = !writing && shown.some((digits) => digits.relation === '≈') ? '≈' : '=';
  const equals: TextMark = {
    kind: 'text',
    text: relation,
    x: result.x - measures.numeral,
    y,
    size: measures.numeral * 1.3,
    colour: 'ink',
    face: 'numeral',
    align: 'middle',
  };
  const stroke = { colour: 'output', width: measures.strong } as const;
  if (!isThere) {
    const empty: Mark = {
      kind: 'rect',
      box: result,
      stroke: { ...stroke, dash: [measures.strong * 2, measures.strong * 1.6] },
    };
    const unknown: TextMark = { ...equals, text: '?', x, size: measures.numeral * 1.4, colour: 'muted' };
    return hidden ? [equals, empty, unknown] : [equals, empty];
  }
  const single = workings.results.length === 1;
  const text = single ? textOf(calculation) : '';
  const size = fittingSize([text], result.width * 0.86, measures.numeral * 1.25, 1) ?? measures.leastNumeral;
  return [equals, { kind: 'tile', box: result, colour: resultColour(calculation), text, size, frame: stroke }];
}

/** The number or the name on the result's tile. */
function textOf({ subject, workings, shown, writing }: Calculation): string {
  const { filter, row, column } = workings.place;
  if (writing) return writing.output(filter, row, column);
  return resultText(subject, workings.results[0], shown[0] as ShownResult);
}

/** The term at hand where its product stands nowhere else; then what the numbers alone do not say. */
export function noteMarks(calculation: Calculation, moment: Moment, hidden: boolean): Mark[] {
  const { ledger, result, measures } = calculation.layout;
  const term = termAtHand(calculation, moment);
  const text = term ?? (hidden ? '' : noteOf(calculation, moment));
  if (text === '') return [];
  const x = (ledger.x + result.x + result.width) / 2;
  const y = Math.max(ledger.y + ledger.height, result.y + result.height) + measures.words * 0.95;
  const look = term
    ? ({ size: measures.numeral, colour: 'ink', face: 'numeral' } as const)
    : ({ size: measures.words, colour: 'warning', face: 'words' } as const);
  return [{ kind: 'text', text, x, y, align: 'middle', ...look }];
}

function termAtHand(calculation: Calculation, moment: Moment): string | undefined {
  const { layout, groups, subject, writing } = calculation;
  if (layout.detail === 'full' || !layout.shape.weighted || writing) return undefined;
  for (const { channel, products, before } of groups) {
    const busy = channel.terms.findIndex((_, index) => termState(calculation, before + index, moment).isBusy);
    const term = channel.terms[busy];
    if (term) return `${written(term.raw, subject.units)} × ${term.weightText} = ${products[busy]}`;
  }
  return undefined;
}

function noteOf({ subject, workings, further, writing }: Calculation, moment: Moment): string {
  if (shareOf(moment, 'finish') < 1) return '';
  const [result] = workings.results;
  if (!writing && workings.results.some(({ agrees }) => !agrees)) return 'The server’s number; the sum shown differs.';
  if (further > 0) return `${further} more channels are in the sum.`;
  if (writing) return '';
  if (result.winners.length > 1) return `${result.winners.length} are equal; the first counts.`;
  const { outputScale, units } = subject;
  const clipped = workings.results.filter(({ raw }) => outputScale.isClipped(raw)).length;
  if (clipped === 0) return '';
  if (workings.results.length > 1) return `${clipped} of 3 beyond what the picture shows`;
  const seen = outputScale.shown === 'absolute' ? Math.abs(result.raw) : result.raw;
  return `drawn as ${written(seen < outputScale.low ? outputScale.low : outputScale.high, units)}, the end of the scale`;
}
