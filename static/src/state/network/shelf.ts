/** Maps that have been fetched: once for each picture and layer, of the last few pictures. */
import type { LayerMaps } from '../../wire/network-answers.ts';
import { keyOfShown, type MapsByLayer, type Shown } from '../../wire/networks.ts';

export interface MapsAsker {
  maps(network: string, layer: string, shown: Shown, asking: { dtype: 'f32' | 'u8' }): Promise<LayerMaps>;
  several(network: string, layers: readonly string[], shown: Shown): Promise<MapsByLayer>;
}

const MOST_PICTURES = 4;

export class Shelf {
  readonly #asker: MapsAsker;
  readonly #pictures = new Map<string, Map<string, Promise<LayerMaps>>>();

  constructor(asker: MapsAsker) {
    this.#asker = asker;
  }

  /** The maps to be looked at: 256 steps a channel are as many as a screen shows. */
  rough(network: string, layer: string, shown: Shown): Promise<LayerMaps> {
    return this.#kept(network, layer, shown, 'u8');
  }

  /** Those of several layers: what is not here yet comes in one answer, so that a server looks and packs but once. */
  async roughs(network: string, layers: readonly string[], shown: Shown): Promise<MapsByLayer> {
    const picture = this.#pictureOf(`${network} ${keyOfShown(shown)}`);
    const missing = layers.filter((layer) => !picture.has(`u8 ${layer}`));
    if (missing.length > 1) {
      const asked = this.#asker.several(network, missing, shown);
      for (const layer of missing)
        this.#keep(
          picture,
          `u8 ${layer}`,
          asked.then((maps) => found(maps, layer)),
        );
    }
    const all = layers.map(async (layer) => [layer, await this.rough(network, layer, shown)] as const);
    return new Map(await Promise.all(all));
  }

  /** The maps to be calculated with. */
  exact(network: string, layer: string, shown: Shown): Promise<LayerMaps> {
    return this.#kept(network, layer, shown, 'f32');
  }

  #kept(network: string, layer: string, shown: Shown, dtype: 'f32' | 'u8'): Promise<LayerMaps> {
    const picture = this.#pictureOf(`${network} ${keyOfShown(shown)}`);
    const key = `${dtype} ${layer}`;
    const known = picture.get(key);
    if (known) return known;
    return this.#keep(picture, key, this.#asker.maps(network, layer, shown, { dtype }));
  }

  #keep(picture: Map<string, Promise<LayerMaps>>, key: string, asked: Promise<LayerMaps>): Promise<LayerMaps> {
    picture.set(key, asked);
    asked.catch(() => picture.delete(key)); // to be asked again
    return asked;
  }

  /** The newest picture last, the oldest gone. */
  #pictureOf(key: string): Map<string, Promise<LayerMaps>> {
    const picture = this.#pictures.get(key) ?? new Map<string, Promise<LayerMaps>>();
    this.#pictures.delete(key);
    this.#pictures.set(key, picture);
    for (const old of this.#pictures.keys()) {
      if (this.#pictures.size <= MOST_PICTURES) break;
      this.#pictures.delete(old);
    }
    return picture;
  }
}

function found(maps: MapsByLayer, layer: string): LayerMaps {
  const one = maps.get(layer);
  if (!one) throw new RangeError(`The answer is silent about ${layer}.`);
  return one;
}
