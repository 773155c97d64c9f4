/** Functions of a continuous axis as lines and areas: points close enough for the eye, and every break in its place. */
import type { Piecewise } from '../../core/signals/functions.ts';
import type { Colour, Mark, Stroke } from '../mark.ts';
import type { Measures } from '../measures.ts';
import { type Plot, xOf, yOf } from './plot.ts';

/** Steps across the whole plot. */
const STEPS = 480;
/** As near to a break as a line comes from its own side. */
const HAIR = 1e-9;

type Point = readonly [place: number, value: number];

/** Places and values along a plot; a jump is two points at one place. */
export function traced(f: Piecewise, { from, to }: Pick<Plot, 'from' | 'to'>): Point[] {
  const start = Math.max(from, f.breaks[0] ?? from);
  const end = Math.min(to, f.breaks.at(-1) ?? to);
  if (start >= end) return [];
  const bends = [start, ...f.breaks.filter((at) => at > start && at < end), end];
  const points: Point[] = [];
  for (let index = 1; index < bends.length; index++) {
    const [left, right] = [bends[index - 1] as number, bends[index] as number];
    const count = Math.max(1, Math.ceil(((right - left) / (to - from)) * STEPS));
    for (let step = 0; step <= count; step++) {
      const place = left + ((right - left) * step) / count;
      const inside = Math.min(right - HAIR, Math.max(left + HAIR, place));
      points.push([place, f.at(inside)]);
    }
  }
  return points;
}

/** The function as one line, along the axis where it is nought. */
export function curveMark(plot: Plot, f: Piecewise, stroke: Stroke): Mark {
  const points = traced(f, plot);
  const first = points[0]?.[0] ?? plot.to;
  const last = points.at(-1)?.[0] ?? plot.to;
  return lineMark(plot, [[plot.from, 0], [first, 0], ...points, [last, 0], [plot.to, 0]], stroke);
}

export function lineMark(plot: Plot, points: readonly Point[], stroke: Stroke): Mark {
  return { kind: 'path', points: points.flatMap(([place, value]) => [xOf(plot, place), yOf(plot, value)]), stroke };
}

/** What lies between the curve and the axis, above and below in colours of their own. */
export function areaMarks(plot: Plot, f: Piecewise, above: Colour, below: Colour): Mark[] {
  const points = crossed(traced(f, plot));
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return [];
  const filled = (side: (value: number) => number, fill: Colour): Mark => {
    const edge: Point[] = [[first[0], 0], ...points.map(([at, value]): Point => [at, side(value)]), [last[0], 0]];
    return { kind: 'path', points: edge.flatMap(([at, value]) => [xOf(plot, at), yOf(plot, value)]), fill };
  };
  return [filled((value) => Math.max(0, value), above), filled((value) => Math.min(0, value), below)];
}

/** With a point wherever the line crosses the axis. */
function crossed(points: readonly Point[]): Point[] {
  return points.flatMap((point, index): Point[] => {
    const next = points[index + 1];
    if (!next || point[1] * next[1] >= 0) return [point];
    const share = point[1] / (point[1] - next[1]);
    return [point, [point[0] + share * (next[0] - point[0]), 0]];
  });
}

/** Dirac's δ: an arrow whose height stands for its area. */
export function arrowMarks(plot: Plot, place: number, area: number, colour: Colour, { strong }: Measures): Mark[] {
  const [x, ground, top] = [xOf(plot, place), yOf(plot, 0), yOf(plot, area)];
  const wing = strong * 2.4;
  const down = area < 0 ? -wing : wing;
  const stroke = { colour, width: strong };
  if (Math.abs(top - ground) < 1) return [];
  return [
    { kind: 'path', points: [x, ground, x, top], stroke },
    { kind: 'path', points: [x - wing, top + down * 1.5, x, top, x + wing, top + down * 1.5], stroke },
  ];
}
