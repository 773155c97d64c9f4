/** One file of the viewer's at a time on its way to the server; another takes its place. */
import type { ImageEntry } from '../../wire/answers.ts';
import { upload } from '../../wire/upload.ts';
import { refusalOf, unsendable } from './refusal.ts';

export class Sending {
  /** The share that has left, 0…1; null while nothing is on its way. */
  #share = $state.raw<number | null>(null);
  #refusal = $state.raw('');
  #under: AbortController | null = null;

  get share(): number | null {
    return this.#share;
  }

  /** Why there is no picture; empty where nothing is wrong. */
  get refusal(): string {
    return this.#refusal;
  }

  /** The picture that a file holds; null where it was refused, cancelled, or replaced by another. */
  async send(file: File, mostBytes: number): Promise<ImageEntry | null> {
    this.#under?.abort();
    this.#refusal = unsendable(file, mostBytes) ?? '';
    if (this.#refusal) return null;
    const mine = new AbortController();
    this.#under = mine;
    this.#share = 0;
    try {
      return await upload(file, { signal: mine.signal, onProgress: (share) => this.#progress(mine, share) });
    } catch (error) {
      if (this.#under === mine) this.#refusal = refusalOf(error);
      return null;
    } finally {
      if (this.#under === mine) this.#share = null;
    }
  }

  cancel(): void {
    this.#under?.abort();
  }

  #progress(sending: AbortController, share: number): void {
    if (this.#under === sending) this.#share = share;
  }
}
