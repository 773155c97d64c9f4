/** Frames of pixels → GIF: one palette for all of them, and of each frame only what has changed since the last. */
import { GIFEncoder, nearestColorIndex, type Palette, quantize } from 'gifenc';
import type { Size } from './clip.ts';

/** Of each sample so many pixels are looked at: more would hold up the first frame. */
const LOOKED_AT = 100_000;
/** A colour of this share of all pixels is a surface's and not an edge's. */
const SURFACE = 1 / 5000;
const MOST_FLAT = 160;
/** GIF's word for leaving a frame where it is when the next one comes. */
const KEEP = 1;

/** A picture's pixels, each read as one little-endian word. */
export type Words = Uint32Array<ArrayBuffer>;

export class GifWriter {
  readonly #size: Size;
  readonly #surfaces: Palette;
  readonly #seen: number[] = [];
  readonly #encoder = GIFEncoder();
  #changes: Changes | null = null;

  /** `surfaces` are the theme's own colours, which stay exactly what they are. */
  constructor(size: Size, surfaces: Palette) {
    this.#size = size;
    this.#surfaces = surfaces;
  }

  /** A frame from which colours are to be chosen; before the first that is written. */
  sample(words: Words): void {
    // An odd distance: the same columns in every row would miss what stands between them.
    const apart = Math.floor(words.length / LOOKED_AT) | 1;
    for (let at = 0; at < words.length; at += apart) this.#seen.push(words[at] as number);
  }

  /** The next frame, to be shown for so many milliseconds. */
  write(words: Words, delay: number): void {
    const { width, height } = this.#size;
    const first = this.#changes === null;
    this.#changes ??= new Changes(paletteOf(Uint32Array.from(this.#seen), this.#surfaces));
    const { palette } = this.#changes;
    this.#encoder.writeFrame(this.#changes.since(words), width, height, {
      ...(first ? { palette } : { transparent: true, transparentIndex: palette.length - 1 }),
      delay,
      dispose: KEEP,
    });
  }

  finish(): Uint8Array<ArrayBuffer> {
    this.#encoder.finish();
    return this.#encoder.bytes();
  }
}

/** At most 255 colours, flat surfaces exactly; the entry after them stands for "as before". */
export function paletteOf(seen: Words, surfaces: Palette): Palette {
  const flat = [...surfaces, ...commonest(seen)].slice(0, MOST_FLAT);
  const mixed = quantize(new Uint8ClampedArray(seen.buffer), 255 - flat.length, { format: 'rgb565' });
  return [...flat, ...mixed, [0, 0, 0]];
}

/** Colours that fill a surface, the largest first. */
function commonest(seen: Words): Palette {
  const counts = new Map<number, number>();
  for (const colour of seen) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  return [...counts]
    .filter(([, count]) => count > seen.length * SURFACE)
    .sort(([, one], [, other]) => other - one)
    .map(([colour]) => channels(colour));
}

/** Frames as indices of a palette, those of pixels that stayed as they were being its last. */
export class Changes {
  readonly palette: Palette;
  readonly #colours: Palette;
  readonly #known = new Map<number, number>();
  #indices = new Uint8Array(0);
  #before: Words | null = null;

  constructor(palette: Palette) {
    this.palette = palette;
    this.#colours = palette.slice(0, -1);
  }

  /** The next frame's indices; the array is the same every time. */
  since(now: Words): Uint8Array {
    if (this.#indices.length !== now.length) this.#indices = new Uint8Array(now.length);
    const before = this.#before;
    const same = this.#colours.length;
    for (let at = 0; at < now.length; at++) {
      const colour = now[at] as number;
      this.#indices[at] = before?.[at] === colour ? same : this.#indexOf(colour);
    }
    this.#before = now;
    return this.#indices;
  }

  #indexOf(colour: number): number {
    const known = this.#known.get(colour);
    if (known !== undefined) return known;
    const index = nearestColorIndex(this.#colours, channels(colour));
    this.#known.set(colour, index);
    return index;
  }
}

function channels(colour: number): number[] {
  return [colour & 255, (colour >> 8) & 255, (colour >> 16) & 255];
}
