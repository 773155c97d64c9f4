/** Range, histogram and clipped share of an output: what the server's meta says, for what was computed here. */
import { rangeOfValues, type ValueRange, withRounding } from '../core/value-range.ts';
import type { Histogram } from '../wire/answers.ts';
import type { Volume } from './volume.ts';

export interface Summary {
  readonly range: ValueRange;
  readonly histogram: Histogram;
  readonly clippedShare: number;
}

const BINS = 64;

/** The range at once, since colours hang on it; the rest when it is asked for: while a weight is dragged few look. */
export function summaryOf(volume: Volume, clip: ValueRange): Summary {
  const ranges = volume.planes.map(rangeOfValues);
  const range = [Math.min(...ranges.map(([low]) => low)), Math.max(...ranges.map(([, high]) => high))] as const;
  let counted: ReturnType<typeof countsOf> | undefined;
  const count = (): ReturnType<typeof countsOf> => {
    counted ??= countsOf(volume, range, clip);
    return counted;
  };
  return {
    range,
    get histogram() {
      return count().histogram;
    },
    get clippedShare() {
      return count().clippedShare;
    },
  };
}

function countsOf({ planes }: Volume, [low, high]: ValueRange, clip: ValueRange): Omit<Summary, 'range'> {
  const [darkest, lightest] = withRounding(clip);
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
  const total = planes.reduce((sum, { length }) => sum + length, 0);
  return {
    histogram: { counts: joined(counts), edges: Array.from({ length: BINS + 1 }, (_, bin) => low + bin / perUnit) },
    clippedShare: clipped / Math.max(1, total),
  };
}

/** The highest value alone would fall behind the last bin; it belongs into it. */
function joined(counts: Uint32Array): number[] {
  const [last = 0, beyond = 0] = counts.subarray(BINS - 1);
  return [...counts.subarray(0, BINS - 1), last + beyond];
}
