/** The picture that the network is shown, as it came: its size, and its cells where it is small enough to be drawn on. */
import type { ImageEntry, Picture } from '../../wire/answers.ts';
import type { ImageSubject } from '../../wire/question.ts';
import { type Volume, volumeOfTensor } from '../volume.ts';
import { Pursuit } from './pursuit.ts';

export interface Seen {
  /** As the question names it. */
  readonly image: string;
  readonly entry: ImageEntry;
  /** Where it is small enough to be drawn on. */
  readonly volume: Volume | null;
}

/** A larger picture is no drawing. */
const MOST_DRAWN = 64;
/** As little of a picture as tells its size. */
const GLANCE = { rows: 1, columns: 1 };

interface Drawable {
  readonly image: string;
  readonly volume: Volume;
}

/** A photograph’s cells are many, and nobody asks for them here. */
async function look(ask: (subject: ImageSubject) => Promise<Picture>, image: string): Promise<Seen> {
  const subject = { kind: 'image', image, channels: 'gray' } as const;
  const { meta: entry } = await ask({ ...subject, size: GLANCE });
  if (entry.width !== entry.height || entry.width > MOST_DRAWN) return { image, entry, volume: null };
  const { image: tensor } = await ask({ ...subject, size: null });
  return { image, entry, volume: volumeOfTensor(tensor) };
}

export class ShownPicture {
  #seen = $state.raw<Seen | null>(null);
  readonly #pursuit: Pursuit<string, Seen>;

  constructor(ask: (subject: ImageSubject) => Promise<Picture>, fail: (error: unknown) => void) {
    this.#pursuit = new Pursuit(
      (image) => look(ask, image),
      (_, seen) => {
        this.#seen = seen;
      },
      fail,
    );
  }

  get seen(): Seen | null {
    return this.#seen;
  }

  /** The picture, where somebody may go on drawing on it. */
  get drawing(): Drawable | null {
    const seen = this.#seen;
    return seen?.volume ? { image: seen.image, volume: seen.volume } : null;
  }

  ask(image: string): void {
    void this.#pursuit.want(image);
  }
}
