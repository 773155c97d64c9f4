/** y(t) = ∫ h(τ) k(t − τ) dτ, piece by piece between the breaks of both: Gauss and Legendre's rule in each. */
import type { Piecewise } from './functions.ts';

/** Nodes a panel: exact for polynomials up to degree 15. */
const NODES = legendre(8);

/** k as it lies over h at t: turned round, k(t − τ); without turning, k(τ − t), the correlation. */
export function slid(k: Piecewise, t: number, turned: boolean): Piecewise {
  const { grain, impulse } = k;
  if (!turned) {
    return { grain, at: (tau) => k.at(tau - t), breaks: k.breaks.map((at) => t + at), ...(impulse && { impulse }) };
  }
  const breaks = k.breaks.map((at) => t - at).reverse();
  return { grain, at: (tau) => k.at(t - tau), breaks, ...(impulse && { impulse }) };
}

/** One value of the convolution, or of the correlation. Two impulses make an impulse again: infinite at t = 0. */
export function overlap(h: Piecewise, k: Piecewise, t: number, turned = true): number {
  if (h.impulse && k.impulse) return t === 0 ? Number.POSITIVE_INFINITY : 0;
  const over = slid(k, t, turned);
  if (h.impulse) return h.impulse * over.at(0);
  if (k.impulse) return k.impulse * h.at(t);
  return integral((tau) => h.at(tau) * over.at(tau), common(h.breaks, over.breaks), Math.min(h.grain, over.grain));
}

/** The integral of a function that is smooth between these places. */
export function integral(f: (x: number) => number, breaks: readonly number[], grain: number): number {
  let sum = 0;
  for (let index = 1; index < breaks.length; index++) {
    const [from, to] = [breaks[index - 1] as number, breaks[index] as number];
    const panels = Math.ceil((to - from) / grain - 1e-9);
    for (let panel = 0; panel < panels; panel++) {
      const half = (to - from) / panels / 2;
      sum += half * panelOf(f, from + (2 * panel + 1) * half, half);
    }
  }
  return sum;
}

function panelOf(f: (x: number) => number, middle: number, half: number): number {
  let sum = 0;
  for (const [node, weight] of NODES) sum += weight * f(middle + half * node);
  return sum;
}

/** The breaks of both where both are; none where they do not meet. */
function common(one: readonly number[], other: readonly number[]): number[] {
  const from = Math.max(one[0] ?? 0, other[0] ?? 0);
  const to = Math.min(one.at(-1) ?? 0, other.at(-1) ?? 0);
  if (from >= to) return [];
  const inside = [...one, ...other].filter((at) => at > from && at < to);
  return [from, ...inside.sort((a, b) => a - b), to];
}

/** The roots of Legendre's polynomial of degree n by Newton's method, each with its weight; they sum to 2. */
function legendre(n: number): readonly (readonly [node: number, weight: number])[] {
  return Array.from({ length: n }, (_, index) => {
    let x = Math.cos((Math.PI * (index + 0.75)) / (n + 0.5));
    let slope = 1;
    for (let round = 0; round < 50; round++) {
      let [before, value] = [1, x];
      for (let degree = 2; degree <= n; degree++) {
        [before, value] = [value, ((2 * degree - 1) * x * value - (degree - 1) * before) / degree];
      }
      slope = (n * (x * value - before)) / (x * x - 1);
      const step = value / slope;
      x -= step;
      if (Math.abs(step) < 1e-16) break;
    }
    return [x, 2 / ((1 - x * x) * slope * slope)] as const;
  });
}
