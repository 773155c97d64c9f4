/** The opened unit as the stage's figure takes it: the subject with the network's undo and troubles. */
import type { NetworkExploration } from './network-exploration.svelte.ts';
import type { UnitInquiry } from './unit-inquiry.svelte.ts';

export class UnitStage {
  readonly #network: NetworkExploration;
  readonly #unit: UnitInquiry;
  /** The network's picture is no entry of the stage's. */
  readonly entry = null;
  /** What goes wrong is said once, above the network. */
  readonly problem = null;

  constructor(network: NetworkExploration, unit: UnitInquiry) {
    this.#network = network;
    this.#unit = unit;
  }

  get subject() {
    return this.#unit.shown?.subject ?? null;
  }

  get stale(): boolean {
    return this.#network.stale;
  }

  retry(): void {
    this.#network.retry();
  }

  dismiss(): void {
    this.#network.dismiss();
  }

  undo(): void {
    this.#network.undo();
  }

  redo(): void {
    this.#network.redo();
  }
}
