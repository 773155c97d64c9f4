/** Which layers of a network are drawn at once. */
import { picturedOf, type Stop } from '../../core/nets/stops.ts';
import type { LayerEntry } from '../../wire/network-answers.ts';

/** Short networks show every step of every stop; of longer ones, each stop as it is left. */
const MOST_WHOLE = 8;

export function isShownWhole(stops: readonly unknown[]): boolean {
  return stops.length <= MOST_WHOLE;
}

export function overviewLayers(stops: readonly Stop<LayerEntry>[]): LayerEntry[] {
  return stops.flatMap((stop) => picturedOf(stop, isShownWhole(stops)));
}
