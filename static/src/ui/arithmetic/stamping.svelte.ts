/** The walk over the stamps: a clock of its own over the input's cells, kept in the link's `stamp`. */
import { untrack } from 'svelte';
import type { Walk } from '../../scene/transposed/walk.ts';
import { Playback } from '../../state/playback.svelte.ts';
import type { Viewing } from '../../state/viewing.svelte.ts';
import { BEFORE_ALL, readStamp, writeStamp } from './stamp-place.ts';

/** What is stamped: so many channels of so many cells. */
export interface Stamped {
  readonly channels: number;
  readonly height: number;
  readonly width: number;
}

export class Stamping {
  readonly playback: Playback;
  readonly #viewing: Viewing;

  /** Made while a component is: it follows the link, and the link it, as long as the component lives. */
  constructor(viewing: Viewing, stampedOf: () => Stamped | null, isCalm: () => boolean) {
    this.#viewing = viewing;
    this.playback = new Playback({ isCalm });

    $effect(() => {
      const stamped = stampedOf();
      if (!stamped) return;
      const { channels: filters, height, width } = stamped;
      untrack(() => this.playback.fit({ filters, height, width }));
    });

    $effect(() => {
      const text = viewing.get('stamp');
      if (text === undefined || !this.playback.timeline) return;
      untrack(() => {
        if (text !== this.#text) this.playback.restore(readStamp(text));
      });
    });

    $effect(() => {
      if (!this.playback.timeline) return;
      const text = this.#text;
      untrack(() => {
        if (this.over === 'inputs') viewing.set('stamp', text);
      });
    });
  }

  get over(): Walk['over'] {
    return this.#viewing.get('stamp') === undefined ? 'outputs' : 'inputs';
  }

  walkOver(next: Walk['over']): void {
    const isBegun = this.playback.timeline !== null && this.playback.isAsLinked;
    this.#viewing.set('stamp', next === 'outputs' ? null : isBegun ? this.#text : BEFORE_ALL);
  }

  /** Stand where this stamp is done. */
  standAt(channel: number, row: number, column: number, index: number): void {
    const { timeline, moment } = this.playback;
    this.#viewing.set('stamp', writeStamp({ filter: channel, row, column }, timeline?.settled(index) ?? moment));
  }

  get #text(): string {
    return writeStamp(this.playback.place, this.playback.moment);
  }
}
