/** One scale for one map, one layer or the whole network: nought is always the same colour. */
import { ValueScale } from '../colour.ts';

export const SCOPES = ['map', 'layer', 'network'] as const;
export type Scope = (typeof SCOPES)[number];

export type Ranges = readonly (readonly [low: number, high: number])[];

/** The largest absolute value. */
export function reachOfRanges(ranges: Ranges): number {
  return ranges.reduce((most, [low, high]) => Math.max(most, -low, high), 0);
}

/** Blue below nought, white at nought, orange above, as far as ±reach. */
export function scaleTo(reach: number): ValueScale {
  return new ValueScale('signed', -(reach || 1), reach || 1);
}

/** The scale of each map of a layer; `network` is the largest absolute value anywhere. */
export function scalesOf(ranges: Ranges, scope: Scope, network: number): readonly ValueScale[] {
  if (scope === 'map') return ranges.map((range) => scaleTo(reachOfRanges([range])));
  const scale = scaleTo(scope === 'layer' ? reachOfRanges(ranges) : network);
  return ranges.map(() => scale);
}

/** A picture as it is shown to a network: from its darkest to its brightest, all channels alike. */
export function pictureScale(ranges: Ranges): ValueScale {
  const low = Math.min(...ranges.map(([least]) => least));
  const high = Math.max(...ranges.map(([, most]) => most));
  return new ValueScale('min-max', low, high > low ? high : low + 1);
}
