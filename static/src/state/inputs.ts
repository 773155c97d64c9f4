/** Inputs by name: each is fetched once, the last few are kept. */
import type { ImageEntry, Picture } from '../wire/answers.ts';
import type { ImageSubject, Subject } from '../wire/question.ts';
import { keyOf, type Volume, volumeOfGrid, volumeOfTensor } from './volume.ts';

export interface Input {
  readonly volume: Volume;
  readonly entry: ImageEntry | null;
}

const KEPT = 6;

export class Inputs {
  readonly #fetch: (subject: ImageSubject) => Promise<Picture>;
  readonly #images = new Map<string, Promise<Input>>();
  readonly #grids = new WeakMap<Subject, Input>();

  constructor(fetch: (subject: ImageSubject) => Promise<Picture>) {
    this.#fetch = fetch;
  }

  /** What is known without asking: a written grid is its own input. */
  known(subject: Subject): Input | null {
    return subject.kind === 'grid' ? this.#grid(subject) : null;
  }

  async of(subject: Subject): Promise<Input> {
    if (subject.kind === 'grid') return this.#grid(subject);
    const key = keyOf(subject);
    const found = this.#images.get(key) ?? this.#asked(subject);
    this.#images.delete(key);
    this.#images.set(key, found);
    for (const oldest of [...this.#images.keys()].slice(0, -KEPT)) this.#images.delete(oldest);
    try {
      return await found;
    } catch (error) {
      // A failure is not an answer: the next question asks again.
      this.#images.delete(key);
      throw error;
    }
  }

  async #asked(subject: ImageSubject): Promise<Input> {
    const { image, meta } = await this.#fetch(subject);
    return { volume: volumeOfTensor(image), entry: meta };
  }

  #grid(subject: Subject & { kind: 'grid' }): Input {
    const input = this.#grids.get(subject) ?? { volume: volumeOfGrid(subject.grid), entry: null };
    this.#grids.set(subject, input);
    return input;
  }
}
