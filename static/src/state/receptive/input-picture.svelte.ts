/** The picture under the box: what the network at hand is shown, or the middle of the picture in its input's size. */
import type { Volume } from '../../core/volume.ts';
import type { ImageEntry, ImageList } from '../../wire/answers.ts';
import { Client } from '../../wire/client.ts';
import { LATE, Latest } from '../../wire/latest.ts';
import { Problem } from '../../wire/problem.ts';
import { Unreachable } from '../../wire/unreachable.ts';
import type { Receptive } from './receptive.svelte.ts';
import { squarePicture } from './square-picture.ts';

export class InputPicture {
  readonly #client: Client;
  readonly #receptive: Receptive;
  readonly #latest = new Latest();
  #samples = $state.raw<readonly ImageEntry[]>([]);
  #limits = $state.raw<ImageList['limits'] | null>(null);
  #volume = $state.raw<Volume | null>(null);
  #problem = $state.raw<string | null>(null);

  constructor(receptive: Receptive, client: Client = new Client()) {
    this.#receptive = receptive;
    this.#client = client;
  }

  get samples(): readonly ImageEntry[] {
    return this.#samples;
  }

  get limits(): ImageList['limits'] | null {
    return this.#limits;
  }

  /** A picture of one's own takes its place among the others. */
  add(entry: ImageEntry): void {
    if (!this.#samples.some(({ id }) => id === entry.id)) this.#samples = [...this.#samples, entry];
  }

  get volume(): Volume | null {
    return this.#volume;
  }

  get problem(): string | null {
    return this.#problem;
  }

  /** From nought to one, or as the network has it after its preparation. */
  get range(): readonly [low: number, high: number] {
    if (!this.#isPrepared) return [0, 1];
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const plane of this.#volume?.planes ?? []) {
      for (const value of plane) [low, high] = [Math.min(low, value), Math.max(high, value)];
    }
    return low < high ? [low, high] : [0, 1];
  }

  #isPrepared = $state.raw(false);

  async load(): Promise<void> {
    try {
      const { samples, limits } = await this.#client.images();
      this.#samples = [...samples, ...this.#samples.filter(({ sample }) => !sample)];
      this.#limits = limits;
    } catch (error) {
      this.#complain(error);
    }
  }

  /** Show this picture at this size; a network with weights shows what it makes of it first. */
  async show(image: string, side: number, channels: number, network: string | null): Promise<void> {
    try {
      const answer = await this.#latest.ask(async (signal) => {
        if (network !== null) {
          const shown = { kind: 'image', image } as const;
          return (await this.#receptive.client.maps(network, 'input', shown, { signal })).volume;
        }
        return squarePicture(
          this.#client,
          await this.#entryOf(image, signal),
          side,
          channels >= 3 ? 'rgb' : 'gray',
          signal,
        );
      });
      if (answer === LATE) return;
      this.#volume = answer;
      this.#isPrepared = network !== null;
      this.#problem = null;
    } catch (error) {
      this.#complain(error);
    }
  }

  async #entryOf(image: string, signal: AbortSignal): Promise<ImageEntry> {
    const known = this.#samples.find(({ name, id }) => name === image || id === image);
    if (known) return known;
    const { meta } = await this.#client.image({ kind: 'image', image, size: null, channels: 'gray' }, { signal });
    // A link may open with somebody's upload.
    if (!meta.sample) this.add(meta);
    return meta;
  }

  #complain(error: unknown): void {
    if (!(error instanceof Problem || error instanceof Unreachable)) throw error;
    this.#problem = error.message;
  }
}
