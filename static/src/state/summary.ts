/** Range, histogram and clipped share of an output: what the server's meta says, for what was computed here. */
import { rangeOfValues } from '../core/colour.ts';
import type { Histogram } from '../wire/answers.ts';
import type { Volume } from './volume.ts';

export interface Summary {
  readonly range: readonly [low: number, high: number];
  readonly histogram: Histogram;
  readonly clippedShare: number;
}

const BINS = 64;

export function summaryOf({ planes }: Volume, clip: readonly [low: number, high: number]): Summary {
  const ranges = planes.map(rangeOfValues);
  const range = [Math.min(...ranges.map(([low]) => low)), Math.max(...ranges.map(([, high]) => high))] as const;
  return { range, histogram: histogramOf(planes, range), clippedShare: clippedShareOf(planes, clip) };
}

function histogramOf(planes: readonly Float32Array[], [low, high]: Summary['range']): Histogram {
  const counts = new Array<number>(BINS).fill(0);
  const perUnit = BINS / (high - low || 1);
  for (const plane of planes) {
    for (const value of plane) {
      const bin = Math.min(BINS - 1, Math.floor((value - low) * perUnit));
      counts[bin] = (counts[bin] as number) + 1;
    }
  }
  return { counts, edges: Array.from({ length: BINS + 1 }, (_, bin) => low + bin / perUnit) };
}

function clippedShareOf(planes: readonly Float32Array[], [low, high]: Summary['range']): number {
  let clipped = 0;
  let values = 0;
  for (const plane of planes) {
    values += plane.length;
    for (const value of plane) if (value < low || value > high) clipped++;
  }
  return values > 0 ? clipped / values : 0;
}
