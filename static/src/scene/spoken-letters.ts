/** The calculation as a sentence for the ARIA live region where the cells are written in letters. */
import { type Expression, type ExpressionTerm, expressionAt } from './expression.ts';
import { type LetterStyle, partsOf } from './letters.ts';
import { placeOf, type Subject } from './subject.ts';

/** More terms than this are counted, not read out. */
const MOST_TERMS = 25;

export function spokenInLetters(subject: Subject, position: number, style: LetterStyle): string {
  const { filter, row, column } = placeOf(subject, position);
  const expression = expressionAt(subject, position, style);
  const map = subject.output.planes.length > 1 ? `, output channel ${filter + 1}` : '';
  return `Row ${row + 1}, column ${column + 1}${map}: ${spelled(expression.output)} is ${calculated(expression)}.`;
}

/** Digit by digit, as it is written: `x₀₁` is "x 0 1", and `x₀,₁₂` "x 0, 1 2". */
export function spelled(name: string): string {
  const [stem, indices] = partsOf(name);
  const groups = indices.split(',').map((digits) => [...digits].join(' '));
  return `${stem} ${groups.join(', ')}`.trim();
}

function calculated({ terms, bias, finish, divisor }: Expression): string {
  const list = (joint: string): string =>
    terms.length > MOST_TERMS
      ? `${terms.length} ${terms[0]?.right ? 'products' : 'cells'}`
      : terms.map(aloud).join(joint);
  const sum = `${list(', plus ') || '0'}${bias === null ? '' : `, plus ${spelled(bias)}`}`;
  switch (finish) {
    case 'none':
    case 'sum':
      return sum;
    case 'avg':
      return `the sum of ${list(', ')}, shared by ${divisor}`;
    case 'max':
      return `the largest of ${list(', ')}`;
    case 'min':
      return `the smallest of ${list(', ')}`;
    case 'l2':
      return `the root of the sum of the squares of ${list(', ')}`;
    default:
      return `${finish} of the sum: ${sum}`;
  }
}

function aloud({ left, right }: ExpressionTerm): string {
  return right === null ? spelled(left) : `${spelled(left)} times ${spelled(right)}`;
}
