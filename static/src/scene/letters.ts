/**
 * Names for the cells of a calculation: x₀₁, w₀₁ and y₀₁ with the indices of code (channel, row, column, from 0), or
 * single letters as on a blackboard: a, b, c … for the input and … x, y, z for the weights.
 */
import { sourceOf } from '../core/border.ts';
import type { Subject } from './subject.ts';

export type LetterStyle = 'letters' | 'abc';

/** A weight by its place in the kernel as it is written. */
export type WeightPlace = readonly [row: number, column: number];

export interface Letters {
  /** The cell that stands there; in the padding the one that it repeats, or 0. */
  readonly input: (channel: number, row: number, column: number) => string;
  /** `channel` counts within the filter's group. */
  readonly weight: (filter: number, channel: number, at: WeightPlace) => string;
  readonly output: (filter: number, row: number, column: number) => string;
  readonly bias: (filter: number) => string;
}

/** A cell of the padding that holds a nought. */
export const NOUGHT = '0';
const FIRST = 'a'.codePointAt(0) as number;
const CAPITAL = 'A'.codePointAt(0) as number;
const ALPHABET = 26;

const remembered = new WeakMap<Subject, Map<LetterStyle, Letters>>();

/** Single letters where there are enough of them, else indices. */
export function lettersOf(subject: Subject, style: LetterStyle): Letters {
  const known = remembered.get(subject) ?? new Map<LetterStyle, Letters>();
  remembered.set(subject, known);
  const letters = known.get(style) ?? (style === 'abc' ? (abcOf(subject) ?? indexed(subject)) : indexed(subject));
  known.set(style, letters);
  return letters;
}

/** Whether the alphabet is long enough for every input cell and every weight. */
export function hasAbc(subject: Subject): boolean {
  return alphabetsFor(...countsOf(subject)) !== null;
}

/** Two factors side by side: `x₀₀ w₀₀`, `aw`, `0·w`. */
export function productOf(left: string, right: string): string {
  if (left === NOUGHT) return `${left}·${right}`;
  return left.length === 1 && right.length === 1 ? `${left}${right}` : `${left} ${right}`;
}

/** `x₀,₁₂` for LaTeX: `x_{0,12}`; words such as "bias" stay upright. */
export function latexOf(name: string): string {
  const [stem, indices] = partsOf(name);
  const symbol = stem.length > 1 ? `\\text{${stem}}` : stem === 'Σ' ? '\\Sigma' : stem;
  return indices === '' ? symbol : `${symbol}_{${indices}}`;
}

/** What stands on the line and what stands beneath it: `x₀,₁₂` is `x` and `0,12`. */
export function partsOf(name: string): [stem: string, indices: string] {
  const [, stem = '', indices = ''] = /^([^₀-₉]*)(.*)$/u.exec(name) ?? [];
  return [stem, indices.replace(/[₀-₉]/gu, (digit) => String((digit.codePointAt(0) as number) - 0x2080))];
}

/** `₁₂` for `12`. */
export function lowered(text: string | number): string {
  return String(text).replace(/[0-9]/g, (digit) => String.fromCodePoint(0x2080 + Number(digit)));
}

/** Row and column next to each other where each is one digit; a single row needs no row. */
function indexed(subject: Subject): Letters {
  const { input, output, geometry } = subject;
  const isFlat = input.height === 1 && output.height === 1 && geometry.rows.size === 1;
  const sizes = [input.height, input.width, output.height, output.width, geometry.rows.size, geometry.columns.size];
  const isWide = Math.max(...sizes) > 10;
  const name = (symbol: string, maps: readonly (number | null)[], row: number, column: number): string => {
    const place = isFlat ? `${column}` : isWide ? `${row},${column}` : `${row}${column}`;
    return symbol + lowered([...maps.filter((map) => map !== null), place].join());
  };
  const among = (index: number, count: number): number | null => (count > 1 ? index : null);
  const [filters, depth] = kernelShape(subject);
  return {
    input: (channel, row, column) =>
      bordered(subject, row, column, (y, x) => name('x', [among(channel, input.planes.length)], y, x)),
    weight: (filter, channel, [row, column]) => name('w', [among(filter, filters), among(channel, depth)], row, column),
    output: (filter, row, column) => name('y', [among(filter, output.planes.length)], row, column),
    bias: (filter) => `b${isShared(subject) ? '' : lowered(filter)}`,
  };
}

function abcOf(subject: Subject): Letters | null {
  const alphabets = alphabetsFor(...countsOf(subject));
  if (!alphabets) return null;
  const { input } = subject;
  const [, depth, height, width] = kernelShape(subject);
  const [ofInput, ofWeights] = alphabets;
  const { output } = indexed(subject);
  return {
    input: (channel, row, column) =>
      bordered(subject, row, column, (y, x) => ofInput((channel * input.height + y) * input.width + x)),
    weight: (filter, channel, [row, column]) => ofWeights(((filter * depth + channel) * height + row) * width + column),
    // Small letters are taken: y may be a weight.
    output: (...place) => output(...place).toUpperCase(),
    bias: (filter) => `bias${isShared(subject) ? '' : lowered(filter)}`,
  };
}

type Alphabet = (index: number) => string;

/**
 * The larger set begins the alphabet, the smaller ends it: 9 cells and 4 weights are a … i and w, x, y, z; 4 cells
 * and 9 weights the other way round. Where one alphabet is too short the weights are capitals.
 */
function alphabetsFor(inputs: number, weights: number): [inputs: Alphabet, weights: Alphabet] | null {
  const from =
    (start: number): Alphabet =>
    (index) =>
      String.fromCodePoint(start + index);
  const ending = (count: number): Alphabet => from(FIRST + ALPHABET - count);
  if (inputs + weights <= ALPHABET) {
    return inputs >= weights ? [from(FIRST), ending(weights)] : [ending(inputs), from(FIRST)];
  }
  return inputs <= ALPHABET && weights <= ALPHABET ? [from(FIRST), from(CAPITAL)] : null;
}

function countsOf(subject: Subject): [inputs: number, weights: number] {
  const { planes, height, width } = subject.input;
  return [planes.length * height * width, kernelShape(subject).reduce((all, length) => all * length, 1)];
}

function kernelShape(subject: Subject): [filters: number, depth: number, height: number, width: number] {
  if (subject.operation === 'pooling') return [0, 0, 0, 0];
  const [filter] = subject.kernel;
  const plane = filter?.[0];
  return [subject.kernel.length, filter?.length ?? 0, plane?.length ?? 0, plane?.[0]?.length ?? 0];
}

function isShared(subject: Subject): boolean {
  return subject.operation === 'pooling' || subject.bias.length <= 1;
}

function bordered(
  subject: Subject,
  row: number,
  column: number,
  nameOf: (row: number, column: number) => string,
): string {
  const border = subject.operation === 'convolution' ? subject.border : 'zeros';
  const y = sourceOf(row, subject.input.height, border);
  const x = sourceOf(column, subject.input.width, border);
  return y < 0 || x < 0 ? NOUGHT : nameOf(y, x);
}
