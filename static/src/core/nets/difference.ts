/** Two answers to be compared, value by value: A − B, and the ranges in which both take the same colours. */
import { rangeOfValues } from '../value-range.ts';
import type { Volume } from '../volume.ts';
import type { Ranges } from './scales.ts';

export interface Valued {
  readonly volume: Volume;
  readonly ranges: Ranges;
  /** False where each value is only one of 256 steps of its channel's range. */
  readonly exact: boolean;
}

export interface Difference extends Valued {
  /** How far a value may lie from the true difference. */
  readonly within: number;
}

/** A − B in float32, as torch subtracts; null where the shapes differ. */
export function differenceOf(one: Valued, other: Valued): Difference | null {
  if (!isSameShape(one.volume, other.volume)) return null;
  const planes = one.volume.planes.map((plane, channel) => minus(plane, other.volume.planes[channel] as Float32Array));
  const within = Math.max(0, ...planes.map((_, channel) => halfStep(one, channel) + halfStep(other, channel)));
  return {
    volume: { ...one.volume, planes },
    ranges: planes.map(rangeOfValues),
    exact: one.exact && other.exact,
    within,
  };
}

/** From the lowest low to the highest high, channel by channel. */
export function joinedRanges(first: Ranges, ...others: readonly Ranges[]): Ranges {
  return first.map(([low, high], channel) => {
    const all = others.map((ranges) => ranges[channel] ?? ([low, high] as const));
    return [Math.min(low, ...all.map(([least]) => least)), Math.max(high, ...all.map(([, most]) => most))] as const;
  });
}

function isSameShape(one: Volume, other: Volume): boolean {
  return one.planes.length === other.planes.length && one.height === other.height && one.width === other.width;
}

function minus(one: Float32Array, other: Float32Array): Float32Array {
  return one.map((value, index) => value - (other[index] as number));
}

/** What rounding to 256 steps may have changed. */
function halfStep({ ranges, exact }: Valued, channel: number): number {
  const [low, high] = ranges[channel] ?? [0, 0];
  return exact ? 0 : (high - low) / 510;
}
