/** y(t) = ∫ h(τ) k(t − τ) dτ at one t: both functions over one axis, the area of their product, and y as it is traced. */
import { digitsOf } from '../../core/digits.ts';
import type { Piecewise } from '../../core/signals/functions.ts';
import { overlap, slid } from '../../core/signals/quadrature.ts';
import { boxOf } from '../box.ts';
import type { Mark, Role, Scene, TextMark } from '../mark.ts';
import { type Form, type Measures, measuresFor, SIDE_BY_SIDE } from '../measures.ts';
import { areaMarks, arrowMarks, curveMark, lineMark, traced } from './curves.ts';
import { SLIM } from './discrete-layout.ts';
import { type Plot, roomFor, xOf, yOf } from './plot.ts';
import { axisMark, dot, endMarks, indexMarks } from './stems.ts';

/** The axis that everything stands on. */
export const SPAN = { from: -6, to: 6 } as const;
/** From one computed value of y to the next. */
const STEP = 0.05;
const POSITIVE = [253, 174, 97] as const;
const NEGATIVE = [107, 174, 214] as const;

export interface Integral {
  readonly h: Piecewise;
  readonly k: Piecewise;
  /** Whether the kernel is turned round: convolution, or correlation. */
  readonly turned: boolean;
  /** y at −6, −5.95 … 6. */
  readonly y: readonly (readonly [t: number, value: number])[];
}

export interface IntegralView {
  readonly width: number;
  readonly height?: number;
  readonly form: Form;
  /** `written`: y only as far as t has come. */
  readonly reveal: 'all' | 'written';
}

export interface IntegralLayout {
  readonly width: number;
  readonly height: number;
  readonly measures: Measures;
  readonly isBeside: boolean;
  readonly h: Plot;
  readonly k: Plot;
  readonly product: Plot;
  readonly y: Plot;
}

/** Two functions with all of their y: made once, until one of them changes. */
export function integralOf(h: Piecewise, k: Piecewise, turned: boolean): Integral {
  const count = Math.round((SPAN.to - SPAN.from) / STEP);
  const y = Array.from({ length: count + 1 }, (_, index) => {
    const t = SPAN.from + (index * (SPAN.to - SPAN.from)) / count;
    return [t, overlap(h, k, t, turned)] as const;
  });
  return { h, k, turned, y };
}

export function integralLayout({ h, k, y }: Integral, { width, height: room, form }: IntegralView): IntegralLayout {
  const measures = measuresFor(form, width, room && room * SLIM);
  const { words, leastNumeral, gap, numeral } = measures;
  const isBeside = width >= SIDE_BY_SIDE;
  const height = room ?? Math.round(isBeside ? numeral * 25 : 560);
  const left = isBeside ? words * 13 : leastNumeral * 2.6;
  const title = isBeside ? leastNumeral : words * 2;
  const tall = (height - leastNumeral * 1.8 - 4 * title - 3 * gap) / 4;
  const values = (f: Piecewise): number[] =>
    f.impulse ? [0, f.impulse] : traced(f, { from: -50, to: 50 }).map(([, value]) => value);
  const [ofH, ofK] = [values(h), values(k)];
  const reach = largest(ofH) * largest(ofK);
  const isSigned = Math.min(...ofH, ...ofK) < 0;
  const plotAt = (index: number, [low, high]: readonly [number, number]): Plot => ({
    box: boxOf(left, title + index * (tall + title + gap), width - left - gap * 1.5, tall),
    ...SPAN,
    low,
    high,
  });
  return {
    width,
    height,
    measures,
    isBeside,
    h: plotAt(0, roomFor(ofH)),
    k: plotAt(1, roomFor(ofK)),
    product: plotAt(2, roomFor(isSigned ? [-reach, reach] : [reach])),
    y: plotAt(3, roomFor(y.map(([, value]) => (Number.isFinite(value) ? value : 1)))),
  };
}

function largest(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

/** What changes only with the functions and the room. */
export function integralStill(integral: Integral, layout: IntegralLayout): Mark[] {
  const { measures, h, k, product, y } = layout;
  return [
    ...nameMarks(integral, layout),
    ...[h, k, product, y].flatMap((plot) => [axisMark(plot, measures), ...endMarks(plot, measures)]),
    ...functionMarks(h, integral.h, 'ink', measures),
    ...indexMarks(y, layout.height - measures.leastNumeral * 0.8, measures),
  ];
}

export function integralMoving(
  integral: Integral,
  layout: IntegralLayout,
  t: number,
  reveal: IntegralView['reveal'],
): Mark[] {
  const { measures, h, k, y } = layout;
  const over = slid(integral.k, t, integral.turned);
  const x = xOf(h, t);
  const line: Mark = {
    kind: 'path',
    points: [x, h.box.y, x, y.box.y + y.box.height],
    stroke: { colour: 'output', width: measures.line * 1.5, dash: [measures.strong, measures.strong * 1.5] },
  };
  return [
    line,
    ...(integral.k.impulse
      ? arrowMarks(k, t, integral.k.impulse, 'stencil', measures)
      : functionMarks(k, over, 'stencil', measures)),
    ...productMarks(integral, over, layout, t),
    ...tracedMarks(integral, layout, t, reveal),
  ];
}

export function integralScene(integral: Integral, view: IntegralView, t: number): Scene {
  const layout = integralLayout(integral, view);
  const { width, height } = layout;
  const still = integralStill(integral, layout);
  return {
    width,
    height,
    still,
    moving: integralMoving(integral, layout, t, view.reveal),
    label: 'Two functions, their product and its area',
  };
}

function functionMarks(plot: Plot, f: Piecewise, colour: Role, measures: Measures): Mark[] {
  if (f.impulse) return arrowMarks(plot, 0, f.impulse, colour, measures);
  return [curveMark(plot, f, { colour, width: measures.strong })];
}

/** The product with its area, and the area as a number. An impulse in it is an arrow, as large as the other is there. */
function productMarks(
  { h, k, turned }: Integral,
  over: Piecewise,
  { product, measures }: IntegralLayout,
  t: number,
): Mark[] {
  const value = overlap(h, k, t, turned);
  const number = areaText(value, product, measures);
  if (h.impulse && k.impulse) return t === 0 ? [...arrowMarks(product, 0, 1, 'ink', measures), number] : [number];
  if (h.impulse || k.impulse) return [...arrowMarks(product, h.impulse ? 0 : t, value, 'ink', measures), number];
  const breaks = [...h.breaks, ...over.breaks].sort((a, b) => a - b);
  const from = Math.max(h.breaks[0] ?? 0, over.breaks[0] ?? 0);
  const to = Math.min(h.breaks.at(-1) ?? 0, over.breaks.at(-1) ?? 0);
  if (from >= to) return [number];
  const inside = breaks.filter((at) => at >= from && at <= to);
  const both: Piecewise = {
    breaks: inside,
    grain: Math.min(h.grain, over.grain),
    at: (tau) => h.at(tau) * over.at(tau),
  };
  return [
    ...areaMarks(product, both, POSITIVE, NEGATIVE),
    curveMark(product, both, { colour: 'ink', width: measures.line * 1.5 }),
    number,
  ];
}

function areaText(value: number, { box }: Plot, { numeral }: Measures): TextMark {
  const text = `area ${areaWords(value)}`;
  return {
    kind: 'text',
    text,
    x: box.x + box.width,
    y: box.y + numeral * 0.2,
    size: numeral,
    colour: 'ink',
    face: 'numeral',
    align: 'end',
    bold: true,
  };
}

/** `= 0.3935`, or `≈` where digits are left out; nought is nought where only rounding is left of it. */
export function areaWords(value: number): string {
  if (!Number.isFinite(value)) return '= ∞ (δ)';
  const { text, exact } = digitsOf(Math.abs(value) < 1e-9 ? 0 : value);
  return `${exact ? '=' : '≈'} ${text}`;
}

function tracedMarks(
  { h, k, turned, y }: Integral,
  { y: plot, measures }: IntegralLayout,
  t: number,
  reveal: IntegralView['reveal'],
): Mark[] {
  const value = overlap(h, k, t, turned);
  if (h.impulse && k.impulse) return arrowMarks(plot, 0, 1, 'output', measures);
  const sofar = reveal === 'all' ? y : [...y.filter(([at]) => at < t), [t, value] as const];
  const stroke = { colour: 'output', width: measures.strong } as const;
  const [x, height] = [xOf(plot, t), yOf(plot, value)];
  return [lineMark(plot, sofar, stroke), dot(x, height, measures.strong * 2.2, 'output', 'paper', measures.line * 2)];
}

function nameMarks({ turned }: Integral, { h, k, product, y, isBeside, measures }: IntegralLayout): Mark[] {
  const { words } = measures;
  const names: readonly (readonly [Plot, string, string, Role])[] = [
    [h, 'signal', 'h(τ)', 'ink'],
    [k, turned ? 'kernel, turned' : 'kernel', turned ? 'k(t − τ)' : 'k(τ − t)', 'stencil'],
    [product, 'product', turned ? 'h(τ) · k(t − τ)' : 'h(τ) · k(τ − t)', 'ink'],
    [y, 'output', turned ? 'y(t) = ∫ h(τ) k(t − τ) dτ' : 'y(t) = ∫ h(τ) k(τ − t) dτ', 'output'],
  ];
  return names.flatMap(([{ box }, name, formula, colour]): Mark[] => {
    const shared = { kind: 'text', size: words, align: 'start' } as const;
    const beside = box.y + box.height / 2;
    const place = isBeside
      ? { name: [0, beside - words * 0.7], formula: [0, beside + words * 0.7] }
      : { name: [0, box.y - words], formula: [words * 0.62 * (name.length + 1.5), box.y - words] };
    return [
      { ...shared, text: name, x: place.name[0] ?? 0, y: place.name[1] ?? 0, colour, face: 'words' },
      {
        ...shared,
        text: formula,
        x: place.formula[0] ?? 0,
        y: place.formula[1] ?? 0,
        colour: 'muted',
        face: 'numeral',
      },
    ];
  });
}
