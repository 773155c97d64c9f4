/** The opened unit as the stage's figure takes it: the subject with the channel that was chosen, the network's undo and troubles. */
import type { Viewing } from '../viewing.svelte.ts';
import type { NetworkExploration } from './network-exploration.svelte.ts';
import type { UnitInquiry, UnitShown } from './unit-inquiry.svelte.ts';
import { MOST_DRAWN, type UnitSubject } from './unit-subject.ts';

export class UnitStage {
  readonly #network: NetworkExploration;
  readonly #viewing: Viewing;
  readonly #unit: UnitInquiry;
  readonly #chosen: number | null = $derived.by(() => this.#channel());
  readonly #subject = $derived.by(() => this.#drawn());
  /** The network's picture is no entry of the stage's. */
  readonly entry = null;
  /** What goes wrong is said once, above the network. */
  readonly problem = null;

  constructor(network: NetworkExploration, unit: UnitInquiry, viewing: Viewing) {
    this.#network = network;
    this.#viewing = viewing;
    this.#unit = unit;
  }

  get subject() {
    return this.#subject;
  }

  /** The input channel that the reader wants to see; null leaves it to the strongest. */
  get chosen(): number | null {
    return this.#chosen;
  }

  choose(channel: number | null): void {
    this.#viewing.set('channel', channel === null ? null : `${channel}`);
  }

  get stale(): boolean {
    return this.#network.stale;
  }

  #drawn(): UnitSubject | null {
    const { shown } = this.#unit;
    return shown && withChannel(shown, this.#chosen);
  }

  #channel(): number | null {
    const text = this.#viewing.get('channel');
    const channel = /^\d{1,5}$/.test(text ?? '') ? Number(text) : null;
    return this.#unit.shown?.answer.terms?.some((term) => term.channel === channel) ? channel : null;
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

/** The subject with that channel among those that are drawn: it takes the place of the weakest. */
function withChannel({ subject, answer }: UnitShown, channel: number | null): UnitSubject | null {
  if (channel === null || subject?.operation !== 'convolution') return subject;
  const first = Math.min(...answer.terms.map((term) => term.channel));
  const others = answer.strongest.filter((one) => one !== channel).slice(0, MOST_DRAWN - 1);
  const drawn = [channel, ...others].map((one) => one - first).sort((one, other) => one - other);
  return { ...subject, drawn };
}
