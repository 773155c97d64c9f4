/** Which layers of a network are drawn at once. */
import { mapShape } from '../../core/nets/layer.ts';
import { picturedOf, type Stop } from '../../core/nets/stops.ts';
import type { Edits } from '../../wire/edits.ts';
import type { LayerEntry, LayerMaps, NetworkDescription } from '../../wire/network-answers.ts';

/** What an overview is drawn of: a network at work, or what two of them have more and less. */
export interface Overviewed {
  readonly stops: readonly Stop<LayerEntry>[];
  readonly description: (Pick<NetworkDescription, 'blocks'> & Partial<Pick<NetworkDescription, 'available'>>) | null;
  readonly maps: ReadonlyMap<string, LayerMaps>;
  readonly stale: boolean;
  readonly question: { readonly layer: string | null; readonly edit?: Edits };
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

/** More values than this come layer by layer, so that the first are seen while the last are still on their way. */
const MOST_AT_ONCE = 2 ** 20;

export function isAtOnce(layers: readonly LayerEntry[]): boolean {
  return layers.reduce((sum, layer) => sum + valuesOf(layer), 0) <= MOST_AT_ONCE;
}

function valuesOf(layer: LayerEntry): number {
  const [channels, height, width] = mapShape(layer);
  return channels * height * width;
}

/** So many values of each frame are sent as maps: enough for each layer of ResNet-18. */
const MOST_LIVE = 3_000_000;

/** The layers of a camera's frame: the one that is opened, and those of the overview as far as they go. */
export function frameLayers(stops: readonly Stop<LayerEntry>[], opened: LayerEntry | null): string[] {
  const wanted = new Set([...(opened ? [opened] : []), ...overviewLayers(stops)]);
  let values = 0;
  return [...wanted].flatMap((layer) => {
    values += valuesOf(layer);
    return values <= MOST_LIVE ? [layer.name] : [];
  });
}
