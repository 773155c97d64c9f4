/**
 * How long the output is along one axis, as a formula one can read: every term with its symbol, its number and the
 * part of the figure that it measures. Four notations say the same: torch's, Keras's and two of the lectures'.
 */
import type { TransposedWindow } from './transposed-window.ts';
import type { Window } from './window.ts';

export const NOTATIONS = ['torch', 'keras', 'lecture-f', 'lecture-o'] as const;
export type Notation = (typeof NOTATIONS)[number];

/** What a term measures: it has the colour that this part has in the figure. */
export type Role = 'input' | 'padding' | 'kernel' | 'dilation' | 'stride' | 'extra' | 'output';

export interface Quantity {
  readonly kind: 'quantity';
  readonly role: Role;
  /** `k_eff` is k with "eff" beneath. */
  readonly symbol: string;
  readonly value: number;
  readonly meaning: string;
}

export type Formula =
  | Quantity
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'sum'; readonly parts: readonly SignedPart[] }
  | { readonly kind: 'product'; readonly factors: readonly Formula[] }
  | { readonly kind: 'quotient'; readonly above: Formula; readonly below: Formula; readonly rounded: 'down' | 'up' };

export interface SignedPart {
  readonly minus: boolean;
  readonly of: Formula;
}

/** One axis of an operation. */
export interface Axis {
  readonly window: Window | TransposedWindow;
  readonly input: number;
  readonly pooling?: boolean;
}

/** The output's length as a formula of that notation. */
export function sizeFormula(axis: Axis, notation: Notation): Formula {
  const terms = termsOf(axis, notation);
  return 'outputPadding' in axis.window ? transposedFormula(terms, notation) : windowFormula(axis, terms, notation);
}

/** `k_eff = d(k − 1) + 1`, or null where the taps are neighbours. */
export function effectiveFormula(axis: Axis, notation: Notation): { effective: Quantity; formula: Formula } | null {
  if (axis.window.dilation === 1) return null;
  const { kernel, dilation, effective } = termsOf(axis, notation);
  return { effective, formula: sum(times(dilation, sum(kernel, -1)), 1) };
}

/** The output itself, as the left side of the equation. */
export function outputTerm({ window, input }: Axis): Quantity {
  return quantity('output', 'o', window.outputLength(input), 'output');
}

/** What the formula comes to. */
export function worthOf(formula: Formula): number {
  switch (formula.kind) {
    case 'quantity':
    case 'number':
      return formula.value;
    case 'sum':
      return formula.parts.reduce((all, { minus, of }) => all + (minus ? -1 : 1) * worthOf(of), 0);
    case 'product':
      return formula.factors.reduce((all, factor) => all * worthOf(factor), 1);
    case 'quotient': {
      const share = worthOf(formula.above) / worthOf(formula.below);
      return formula.rounded === 'down' ? Math.floor(share) : Math.ceil(share);
    }
  }
}

/** The formula as a line of text, in symbols or in numbers: for those who hear it, and for copying. */
export function textOf(formula: Formula, as: 'symbols' | 'numbers'): string {
  switch (formula.kind) {
    case 'quantity':
      return as === 'symbols' ? formula.symbol : String(formula.value);
    case 'number':
      return String(formula.value);
    case 'sum':
      return formula.parts
        .map(({ minus, of }, index) => `${index === 0 ? (minus ? '−' : '') : minus ? ' − ' : ' + '}${textOf(of, as)}`)
        .join('');
    case 'product':
      return formula.factors.map((factor) => grouped(factor, as)).join(as === 'symbols' ? '' : ' · ');
    case 'quotient': {
      const share = `${grouped(formula.above, as)} / ${textOf(formula.below, as)}`;
      return formula.rounded === 'down' ? `⌊${share}⌋` : `⌈${share}⌉`;
    }
  }
}

function grouped(formula: Formula, as: 'symbols' | 'numbers'): string {
  return formula.kind === 'sum' ? `(${textOf(formula, as)})` : textOf(formula, as);
}

/** Every quantity of a formula, each symbol once: the legend beneath it. */
export function quantitiesOf(formula: Formula): Quantity[] {
  const all = partsOf(formula);
  return all.filter((one, index) => all.findIndex(({ symbol }) => symbol === one.symbol) === index);
}

function partsOf(formula: Formula): Quantity[] {
  switch (formula.kind) {
    case 'quantity':
      return [formula];
    case 'number':
      return [];
    case 'sum':
      return formula.parts.flatMap(({ of }) => partsOf(of));
    case 'product':
      return formula.factors.flatMap(partsOf);
    case 'quotient':
      return [...partsOf(formula.above), ...partsOf(formula.below)];
  }
}

interface Terms {
  readonly input: Quantity;
  readonly kernel: Quantity;
  readonly dilation: Quantity;
  readonly effective: Quantity;
  readonly stride: Quantity;
  readonly extra: Quantity;
  /** All of the padding, as this notation writes it: `2p`, `p₁ + p₂`, or one total. */
  readonly padding: readonly Formula[];
}

function termsOf({ window, input, pooling = false }: Axis, notation: Notation): Terms {
  const [n, k] = notation === 'lecture-o' ? ['i', 'k'] : ['n', notation === 'lecture-f' ? 'f' : 'k'];
  const what = pooling ? 'window' : 'kernel';
  return {
    input: quantity('input', n, input, 'input'),
    kernel: quantity('kernel', k, window.size, what),
    dilation: quantity('dilation', 'd', window.dilation, 'dilation'),
    effective:
      window.dilation === 1
        ? quantity('kernel', k, window.extent, what)
        : quantity('kernel', `${k}_eff`, window.extent, `${what} with its gaps`),
    stride: quantity('stride', 's', window.stride, 'stride'),
    extra: quantity('extra', 'o_p', 'outputPadding' in window ? window.outputPadding : 0, 'output padding'),
    padding: paddingTerms(window, notation === 'keras' || notation === 'lecture-o'),
  };
}

function paddingTerms({ before, after }: Window | TransposedWindow, isTotal: boolean): Formula[] {
  if (isTotal) return [quantity('padding', 'p', before + after, 'padding of both sides together')];
  if (before === after) return [times(number(2), quantity('padding', 'p', before, 'padding of each side'))];
  return [quantity('padding', 'p_1', before, 'padding in front'), quantity('padding', 'p_2', after, 'padding behind')];
}

function windowFormula({ window }: Axis, terms: Terms, notation: Notation): Formula {
  const { input, kernel, dilation, effective, stride, padding } = terms;
  const reached = (...parts: readonly Part[]): Formula => ({
    kind: 'quotient',
    above: sum(...parts),
    below: stride,
    rounded: 'down',
  });
  switch (notation) {
    case 'torch':
      return sum(reached(input, ...padding, minus(times(dilation, sum(kernel, -1))), -1), 1);
    case 'lecture-f':
      return reached(input, ...padding, minus(effective), stride);
    case 'lecture-o':
      return sum(reached(input, ...padding, minus(effective)), 1);
    case 'keras': {
      const total = window.before + window.after;
      if (total === 0) return sum(reached(input, minus(effective)), 1);
      if (total === window.extent - 1) return { kind: 'quotient', above: input, below: stride, rounded: 'up' };
      return sum(reached(input, ...padding, minus(effective)), 1);
    }
  }
}

function transposedFormula(terms: Terms, notation: Notation): Formula {
  const { input, kernel, dilation, effective, stride, padding, extra } = terms;
  const steps = times(sum(input, -1), stride);
  const cut = padding.map(minus);
  return notation === 'torch'
    ? sum(steps, ...cut, times(dilation, sum(kernel, -1)), extra, 1)
    : sum(steps, effective, ...cut, extra);
}

function quantity(role: Role, symbol: string, value: number, meaning: string): Quantity {
  return { kind: 'quantity', role, symbol, value, meaning };
}

function number(value: number): Formula {
  return { kind: 'number', value };
}

function times(...factors: readonly Formula[]): Formula {
  return { kind: 'product', factors };
}

interface Taken {
  readonly kind: 'taken';
  readonly of: Formula;
}

type Part = Formula | Taken | number;

function minus(of: Formula): Taken {
  return { kind: 'taken', of };
}

function sum(...parts: readonly Part[]): Formula {
  return {
    kind: 'sum',
    parts: parts.map((part): SignedPart => {
      if (typeof part === 'number') return { minus: part < 0, of: number(Math.abs(part)) };
      return part.kind === 'taken' ? { minus: true, of: part.of } : { minus: false, of: part };
    }),
  };
}
