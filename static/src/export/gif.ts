/** A clip as GIF: painted here, packed in a thread of its own. */
import type { Moment } from '../core/timeline.ts';
import { type Clip, spread } from './clip.ts';
import type { Look } from './figure.ts';
import type { Film } from './film.ts';
import type { Answered, Told } from './gif-worker.ts';
import { breathe, type Watch } from './patience.ts';

/** The palette's colours are chosen from so many frames at most: a tile's colour may be there in a single one. */
const SAMPLES = 16;

export async function gifBlob(film: Film, { moments, pace, hold }: Clip, look: Look, watch: Watch): Promise<Blob> {
  const packer = new Packer(watch.signal);
  try {
    const { width, height } = film.canvas;
    const { colours } = look.theme;
    const surfaces = Object.values(colours).map(rgbOf);
    const matte = look.paper ? null : rgbOf(colours.paper);
    await packer.tell({ kind: 'begin', size: { width, height }, surfaces, matte });
    const samples = spread(Math.min(SAMPLES, moments.length), moments.length);
    for (const index of samples) {
      film.show(moments[index] as Moment);
      await packer.tell({ kind: 'sample', bitmap: film.taken() });
      await breathe(watch);
    }
    for (const [index, moment] of moments.entries()) {
      film.show(moment);
      await packer.tell({ kind: 'frame', bitmap: film.taken(), delay: index === moments.length - 1 ? hold : pace });
      watch.onprogress((index + 1) / moments.length);
      await breathe(watch);
    }
    const bytes = await packer.tell({ kind: 'finish' });
    if (!bytes) throw new Error('The encoder gave no GIF.');
    return new Blob([bytes], { type: 'image/gif' });
  } finally {
    packer.close();
  }
}

/** The thread, seen from here. It works on one message while the next is painted. */
class Packer {
  readonly #worker = new Worker(new URL('./gif-worker.ts', import.meta.url), { type: 'module' });
  readonly #failed: Promise<never>;
  #last: Promise<Answered> = Promise.resolve(null);

  constructor(signal: AbortSignal) {
    this.#failed = new Promise((_, reject) => {
      this.#worker.onerror = ({ message }) =>
        reject(new Error(message || 'The thread that packs the GIF did not start.'));
      signal.addEventListener('abort', () => reject(signal.reason));
    });
    // Whoever waits hears of it; where nobody waits there is nothing to say.
    this.#failed.catch(() => undefined);
  }

  /** Waits for the message before this one; of the last, for its own answer. */
  async tell(told: Told): Promise<Answered> {
    const before = this.#last;
    await Promise.race([before, this.#failed]);
    this.#last = new Promise((resolve) => {
      this.#worker.onmessage = ({ data }: MessageEvent<Answered>) => resolve(data);
    });
    this.#worker.postMessage(told, 'bitmap' in told ? [told.bitmap] : []);
    return told.kind === 'finish' ? Promise.race([this.#last, this.#failed]) : null;
  }

  close(): void {
    this.#worker.terminate();
  }
}

/** `rgb(176, 18, 91)` is [176, 18, 91]. */
function rgbOf(css: string): number[] {
  return (css.match(/[\d.]+/g) ?? []).slice(0, 3).map(Number);
}
