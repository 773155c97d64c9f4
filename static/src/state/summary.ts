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

/** One pass for the range, one for all the rest: this happens in every frame of a drag. */
export function summaryOf({ planes }: Volume, [darkest, lightest]: Summary['range']): Summary {
  const ranges = planes.map(rangeOfValues);
  const low = Math.min(...ranges.map((range) => range[0]));
  const high = Math.max(...ranges.map((range) => range[1]));
  const counts = new Uint32Array(BINS + 1);
  const perUnit = BINS / (high - low || 1);
  let clipped = 0;
  for (const plane of planes) {
    for (let index = 0; index < plane.length; index++) {
      const value = plane[index] as number;
      const bin = ((value - low) * perUnit) | 0;
      counts[bin] = (counts[bin] as number) + 1;
      if (value < darkest || value > lightest) clipped++;
    }
  }
  return {
    range: [low, high],
    histogram: { counts: joined(counts), edges: Array.from({ length: BINS + 1 }, (_, bin) => low + bin / perUnit) },
    clippedShare:
      clipped /
      Math.max(
        1,
        planes.reduce((sum, { length }) => sum + length, 0),
      ),
  };
}

/** The highest value alone would fall behind the last bin; it belongs into it. */
function joined(counts: Uint32Array): number[] {
  const [last = 0, beyond = 0] = counts.subarray(BINS - 1);
  return [...counts.subarray(0, BINS - 1), last + beyond];
}
