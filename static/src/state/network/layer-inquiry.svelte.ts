/** The layer that is opened, in full precision: of the picture that the overview shows, and not of a later one. */
import type { LayerMaps } from '../../wire/network-answers.ts';
import type { NetworkExploration } from './network-exploration.svelte.ts';
import { Pursuit } from './pursuit.ts';
import type { Sitting } from './sitting.ts';

export interface LayerAsked extends Sitting {
  readonly layer: string;
}

export class LayerInquiry {
  #shown = $state.raw<(LayerAsked & { readonly maps: LayerMaps }) | null>(null);
  readonly #pursuit: Pursuit<LayerAsked, LayerMaps>;

  constructor(network: NetworkExploration) {
    this.#pursuit = new Pursuit(
      ({ description, layer, shown }) => network.shelf.exact(description.name, layer, shown),
      (asked, maps) => {
        this.#shown = { ...asked, maps };
        network.settleDebt();
      },
      (error) => network.owe(error),
    );
  }

  /** The maps of the layer that is asked about; null while they are on their way. */
  mapsOf({ description, layer }: LayerAsked): LayerMaps | null {
    const shown = this.#shown;
    return shown && shown.layer === layer && shown.description === description ? shown.maps : null;
  }

  ask(asked: LayerAsked | null): void {
    if (asked) {
      void this.#pursuit.want(asked);
      return;
    }
    this.#pursuit.forget();
    this.#shown = null;
  }
}
