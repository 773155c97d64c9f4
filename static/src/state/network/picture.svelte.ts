/** The picture that the network is shown, as it came: its size, and its cells where it is small enough to be drawn on. */
import type { ImageEntry, Picture } from '../../wire/answers.ts';
import type { ImageSubject } from '../../wire/question.ts';
import { type Volume, volumeOfTensor } from '../volume.ts';
import { Pursuit } from './pursuit.ts';

export interface Seen {
  /** As the question names it. */
  readonly image: string;
  readonly entry: ImageEntry;
  readonly volume: Volume;
}

/** A larger picture is no drawing. */
const MOST_DRAWN = 64;

export class ShownPicture {
  #seen = $state.raw<Seen | null>(null);
  readonly #pursuit: Pursuit<string, Picture>;

  constructor(ask: (subject: ImageSubject) => Promise<Picture>, fail: (error: unknown) => void) {
    this.#pursuit = new Pursuit(
      (image) => ask({ kind: 'image', image, size: null, channels: 'gray' }),
      (image, { meta, image: tensor }) => {
        this.#seen = { image, entry: meta, volume: volumeOfTensor(tensor) };
      },
      fail,
    );
  }

  get seen(): Seen | null {
    return this.#seen;
  }

  /** The picture, where somebody may go on drawing on it. */
  get drawing(): Seen | null {
    const { width = 0, height = 0 } = this.#seen?.entry ?? {};
    return width === height && width <= MOST_DRAWN ? this.#seen : null;
  }

  ask(image: string): void {
    void this.#pursuit.want(image);
  }
}
