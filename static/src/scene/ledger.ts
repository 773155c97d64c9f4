/** From the products to the number that is written: running sum, bias, activation, a line for each. */
import type { Moment } from '../core/timeline.ts';
import type { Calculation } from './calculation.ts';
import { listMarks } from './heat.ts';
import { letteredLine } from './ledger-letters.ts';
import { type LedgerLine, ledgerLines } from './ledger-lines.ts';
import type { Mark } from './mark.ts';
import { divisorOf } from './pooling-workings.ts';
import { countedBy, shareOf } from './progress.ts';
import { noteMarks, resultMarks, resultText } from './result.ts';
import { type ShownResult, sumOfFirst } from './shown-sum.ts';
import type { Subject } from './subject.ts';
import { fittingSize, WORD_ADVANCE, widthOf } from './text.ts';
import { perUnit } from './units.ts';

interface WrittenLine {
  readonly label: string;
  readonly value: string;
  readonly colour: 'ink' | 'muted';
}

export function ledgerMarks(calculation: Calculation, moment: Moment, hidden: boolean): Mark[] {
  const { layout, subject } = calculation;
  // A lone sum is the result: where the tile says it, the line need not; where it is to be guessed, no line may.
  const isSaid = hidden || (layout.shape.lines === 1 && shareOf(moment, 'finish') >= 1);
  const lines = ledgerLines(subject).map((line) => writtenLine(calculation, line, moment));
  return [
    ...listMarks(calculation, moment),
    ...lines.flatMap((line, index) => lineMarks(calculation, isSaid ? { ...line, value: '' } : line, index)),
    ...resultMarks(calculation, moment, hidden),
    ...noteMarks(calculation, moment, hidden),
  ];
}

function lineMarks({ layout }: Calculation, { label, value, colour }: WrittenLine, index: number): Mark[] {
  const { words, numeral, leastNumeral } = layout.measures;
  const { x, width, height, y } = layout.ledger;
  const middle = y + ((index + 0.5) * height) / layout.shape.lines;
  const size = fittingSize([value], width * 0.55, numeral * 1.05, 1) ?? leastNumeral;
  // Names give way to numbers: they shrink where the two would meet.
  const room = width - widthOf(value, size) - words / 2;
  const nameSize = Math.min(words, room / (label.length * WORD_ADVANCE));
  // Alone it stands next to the result: "sum of 9 = 152".
  const isAlone = layout.shape.lines === 1 && value === '';
  const name: Mark = {
    kind: 'text',
    text: label,
    x: isAlone ? x + width : x,
    y: middle,
    size: nameSize,
    colour: 'muted',
    face: 'words',
    align: isAlone ? 'end' : 'start',
  };
  if (value === '') return [name];
  return [name, { kind: 'text', text: value, x: x + width, y: middle, size, colour, face: 'numeral', align: 'end' }];
}

function writtenLine(calculation: Calculation, line: LedgerLine, moment: Moment): WrittenLine {
  if (calculation.writing) {
    const [label, value] = letteredLine(calculation, line, moment);
    return { label, value, colour: 'ink' };
  }
  const { subject, workings, shown } = calculation;
  const [result] = workings.results;
  const digits = shown[0] as ShownResult;
  const finish = shareOf(moment, 'finish');
  const late = (from: number, value: string): string => (finish >= from ? value : '');
  const text = resultText(subject, result, digits);
  switch (line) {
    case 'red':
    case 'green':
    case 'blue': {
      const at = ['red', 'green', 'blue'].indexOf(line);
      const [one, own] = [workings.results[at] ?? result, shown[at] ?? digits];
      return { label: line, value: late(0.01, `${markOf(own)}${resultText(subject, one, own)}`), colour: 'ink' };
    }
    case 'sum':
      return runningSum(calculation, moment);
    case 'bias':
      return { label: 'bias', value: late(0.3, signed(digits.bias)), colour: 'ink' };
    case 'before':
      return { label: 'sum + bias', value: late(0.3, digits.before), colour: 'ink' };
    case 'activation':
      return { label: activationLabel(subject), value: late(0.8, text), colour: 'ink' };
    case 'divided': {
      const divisor = subject.operation === 'pooling' ? divisorOf(subject, result.channels[0]?.terms ?? []) : 1;
      return { label: `shared by ${divisor}`, value: late(0.5, text), colour: 'ink' };
    }
    case 'root':
      return { label: 'square root', value: late(0.5, text), colour: 'ink' };
    case 'chosen':
      return { label: chosenLabel(subject), value: late(0.5, text), colour: 'ink' };
  }
}

/** What has been added so far: the sum of the digits shown. */
function runningSum({ shown, terms, subject, workings }: Calculation, moment: Moment): WrittenLine {
  const [digits] = shown;
  const { reached } = countedBy(moment, 'add', terms);
  if (!digits || reached === 0) return { label: 'sum', value: '', colour: 'muted' };
  if (reached < terms) {
    const value = sumOfFirst(workings.results[0], digits, reached);
    return { label: `sum of ${reached}`, value, colour: 'muted' };
  }
  const what = subject.operation === 'pooling' && subject.pool === 'l2' ? `${terms} squares` : terms;
  return { label: `sum of ${what}`, value: `${markOf(digits)}${digits.sum}`, colour: 'ink' };
}

/** What stands before a sum that its terms, as they are shown, do not quite add up to. */
function markOf({ relation }: ShownResult): string {
  return relation === '≈' ? '≈ ' : '';
}

function activationLabel(subject: Subject): string {
  if (subject.operation === 'pooling') return '';
  const isBent = subject.activation === 'sigmoid' || subject.activation === 'tanh';
  return isBent && perUnit(subject.units) !== 1 ? `${subject.activation} of 0…1` : subject.activation;
}

function chosenLabel(subject: Subject): string {
  return subject.operation === 'pooling' && subject.pool === 'min' ? 'smallest' : 'largest';
}

function signed(text: string): string {
  return text.startsWith('\u2212') ? text : `+ ${text}`;
}
