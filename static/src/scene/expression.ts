/** What one output cell is in letters: `aw + bx + dy + ez`, as terms, as plain text and as LaTeX. */
import { type Activation, activated } from '../core/activation.ts';
import { type LetterStyle, type Letters, latexOf, lettersOf, NOUGHT, productOf } from './letters.ts';
import { divisorOf } from './pooling-workings.ts';
import { type Pool, placeOf, type Subject } from './subject.ts';
import { workingsAt } from './workings.ts';

export interface ExpressionTerm {
  readonly channel: number;
  /** The input cell, or 0 in the padding. */
  readonly left: string;
  /** The weight; a pooling has none. */
  readonly right: string | null;
}

/** In the order in which the stage multiplies and adds. */
export interface Expression {
  readonly output: string;
  readonly terms: readonly ExpressionTerm[];
  readonly bias: string | null;
  /** What becomes of the sum, or of the terms of a pooling. */
  readonly finish: Activation | Pool;
  /** What an average divides by. */
  readonly divisor: number;
}

export function expressionAt(subject: Subject, position: number, style: LetterStyle): Expression {
  const letters = lettersOf(subject, style);
  const { filter, row, column } = placeOf(subject, position);
  const { channels } = workingsAt(subject, position).results[0];
  const isPooling = subject.operation === 'pooling';
  const terms = channels.flatMap(({ channel, terms: all }, index) =>
    all
      .filter(({ inside }) => inside || !isPooling || takesNoughts(subject.pool))
      .map(
        (term): ExpressionTerm => ({
          channel,
          left: letters.input(channel, term.row, term.column),
          right: isPooling ? null : letters.weight(filter, index, term.met),
        }),
      ),
  );
  return {
    output: letters.output(filter, row, column),
    terms,
    bias: !isPooling && subject.bias.some((bias) => bias !== 0) ? letters.bias(filter) : null,
    finish: isPooling ? subject.pool : subject.activation,
    divisor: isPooling ? divisorOf(subject, channels[0]?.terms ?? []) : 1,
  };
}

/** `y₀₀ = relu(x₀₀ w₀₀ + x₀₁ w₀₁ + b)` without the left side. */
export function plainOf({ terms, bias, finish, divisor }: Expression): string {
  const all = [...terms.map(writtenTerm), ...(bias === null ? [] : [bias])];
  const sum = all.join(' + ') || NOUGHT;
  switch (finish) {
    case 'none':
    case 'sum':
      return sum;
    case 'abs':
      return `|${sum}|`;
    case 'avg':
      return `(1/${divisor})(${sum})`;
    case 'l2':
      return `√(${terms.map(({ left }) => `${left}²`).join(' + ')})`;
    case 'max':
    case 'min':
      return `${finish}(${all.join(', ')})`;
    default:
      return `${finish}(${sum})`;
  }
}

/** The whole equation: `y_{00} = x_{00} w_{00} + x_{01} w_{01}`. */
export function latexEquation({ output, terms, bias, finish, divisor }: Expression): string {
  const all = terms.map(({ left, right }) =>
    right === null ? latexOf(left) : `${latexOf(left)}${left === NOUGHT ? ' \\cdot ' : ' '}${latexOf(right)}`,
  );
  const sum = [...all, ...(bias === null ? [] : [latexOf(bias)])].join(' + ') || NOUGHT;
  const ends: Record<Expression['finish'], string> = {
    none: sum,
    sum,
    abs: `\\left|${sum}\\right|`,
    avg: `\\tfrac{1}{${divisor}}\\left(${sum}\\right)`,
    l2: `\\sqrt{${all.map((name) => `${name}^2`).join(' + ')}}`,
    max: `\\max(${all.join(', ')})`,
    min: `\\min(${all.join(', ')})`,
    relu: named('ReLU', sum),
    'leaky-relu': named('leaky ReLU', sum),
    sigmoid: named('\\sigma', sum),
    tanh: named('\\tanh', sum),
    clip: named('clip', sum),
  };
  return `${latexOf(output)} = ${ends[finish]}`;
}

/** The number that the expression stands for: every letter is looked up by its name, in the units of the input. */
export function evaluate({ terms, bias, finish, divisor }: Expression, subject: Subject, style: LetterStyle): number {
  const numbers = numbersOf(subject, lettersOf(subject, style));
  const of = (name: string): number => {
    const number = numbers.get(name);
    if (number === undefined) throw new RangeError(`No cell is called ${name}.`);
    return number;
  };
  const values = terms.map(({ left, right }) => of(left) * (right === null ? 1 : of(right)));
  const sum = values.reduce((all, value) => all + value, 0);
  switch (finish) {
    case 'max':
      return Math.max(...values);
    case 'min':
      return Math.min(...values);
    case 'sum':
      return sum;
    case 'avg':
      return sum / divisor;
    case 'l2':
      return Math.hypot(...values);
    default:
      return activated(sum + (bias === null ? 0 : of(bias)), finish);
  }
}

function writtenTerm({ left, right }: ExpressionTerm): string {
  return right === null ? left : productOf(left, right);
}

/** A maximum is looked for among the picture's own cells; noughts of the padding only add nothing. */
function takesNoughts(pool: Pool): boolean {
  return pool !== 'max' && pool !== 'min';
}

function named(name: string, sum: string): string {
  return `${name.startsWith('\\') ? name : `\\operatorname{${name}}`}\\left(${sum}\\right)`;
}

const remembered = new WeakMap<Letters, ReadonlyMap<string, number>>();

/** Every name with its number; no two cells have one name. */
export function numbersOf(subject: Subject, letters: Letters): ReadonlyMap<string, number> {
  const known = remembered.get(letters) ?? namedNumbers(subject, letters);
  remembered.set(letters, known);
  return known;
}

function namedNumbers(subject: Subject, letters: Letters): ReadonlyMap<string, number> {
  const numbers = new Map([[NOUGHT, 0]]);
  const name = (text: string, value: number): void => {
    if (numbers.has(text)) throw new RangeError(`Two cells are called ${text}.`);
    numbers.set(text, value);
  };
  const { planes, width } = subject.input;
  for (const [channel, plane] of planes.entries()) {
    plane.forEach((value, at) => {
      name(letters.input(channel, Math.floor(at / width), at % width), value);
    });
  }
  if (subject.operation === 'pooling') return numbers;
  for (const [f, filter] of subject.kernel.entries()) {
    for (const [channel, plane] of filter.entries()) {
      for (const [row, weights] of plane.entries()) {
        for (const [column, { value }] of weights.entries()) name(letters.weight(f, channel, [row, column]), value);
      }
    }
  }
  for (const [f, bias] of subject.bias.entries()) name(letters.bias(f), bias);
  return numbers;
}
