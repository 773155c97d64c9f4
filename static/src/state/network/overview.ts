/** Which layers of a network are drawn at once. */
import { picturedOf, type Stop } from '../../core/nets/stops.ts';
import type { LayerEntry, LayerMaps, NetworkDescription } from '../../wire/network-answers.ts';

/** What an overview is drawn of: a network at work, or what two of them have more and less. */
export interface Overviewed {
  readonly stops: readonly Stop<LayerEntry>[];
  readonly description: Pick<NetworkDescription, 'blocks'> | null;
  readonly maps: ReadonlyMap<string, LayerMaps>;
  readonly stale: boolean;
  readonly question: { readonly layer: string | null };
  openLayer(layer: string | null): void;
}

/** Short networks show every step of every stop; of longer ones, each stop as it is left. */
const MOST_WHOLE = 8;

export function isShownWhole(stops: readonly unknown[]): boolean {
  return stops.length <= MOST_WHOLE;
}

export function overviewLayers(stops: readonly Stop<LayerEntry>[]): LayerEntry[] {
  return stops.flatMap((stop) => picturedOf(stop, isShownWhole(stops)));
}
