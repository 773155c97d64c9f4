/**
 * Frames of pixels → GIF: one palette for all of them, and of each frame only what has changed since the last. Where
 * the ground is to be seen through, every frame is whole: GIF cannot unwrite what the one before has written.
 */
import { GIFEncoder, nearestColorIndex, type Palette, quantize } from 'gifenc';
import type { Size } from './clip.ts';

/** Of each sample so many pixels are looked at: more would hold up the first frame. */
const LOOKED_AT = 30_000;
/** A colour of this share of all pixels is a surface's and not an edge's. */
const SURFACE = 1 / 20_000;
const MOST_FLAT = 160;
/** GIF's words for leaving a frame where it is when the next one comes, and for taking it away. */
const KEEP = 1;
const REMOVE = 2;

/** A picture's pixels, each read as one little-endian word. */
export type Words = Uint32Array<ArrayBuffer>;

export class GifWriter {
  readonly #size: Size;
  readonly #surfaces: Palette;
  readonly #matte: Palette[number] | null;
  readonly #seen: number[] = [];
  readonly #encoder = GIFEncoder();
  #changes: Changes | null = null;

  /**
   * `surfaces` are the theme's own colours, which stay exactly what they are. With a `matte` the ground is transparent,
   * and what is half seen is mixed with that colour: GIF knows only seen and unseen.
   */
  constructor(size: Size, surfaces: Palette, matte: Palette[number] | null = null) {
    this.#size = size;
    this.#surfaces = surfaces;
    this.#matte = matte;
  }

  /** A frame from which colours are to be chosen; before the first that is written. */
  sample(pixels: Words): void {
    const words = this.#whole(pixels);
    // An odd distance: the same columns in every row would miss what stands between them.
    const apart = Math.floor(words.length / LOOKED_AT) | 1;
    for (let at = 0; at < words.length; at += apart) {
      const word = words[at] as number;
      if (word !== UNSEEN) this.#seen.push(word);
    }
  }

  /** The next frame, to be shown for so many milliseconds. */
  write(pixels: Words, delay: number): void {
    const { width, height } = this.#size;
    const first = this.#changes === null;
    this.#changes ??= new Changes(paletteOf(Uint32Array.from(this.#seen), this.#surfaces));
    const { palette } = this.#changes;
    const words = this.#whole(pixels);
    const indices = this.#matte ? this.#changes.seen(words) : this.#changes.since(words);
    this.#encoder.writeFrame(indices, width, height, {
      ...(first && { palette }),
      ...((!first || this.#matte) && { transparent: true, transparentIndex: palette.length - 1 }),
      delay,
      dispose: this.#matte ? REMOVE : KEEP,
    });
  }

  #whole(pixels: Words): Words {
    return this.#matte ? wholly(pixels, this.#matte) : pixels;
  }

  finish(): Uint8Array<ArrayBuffer> {
    this.#encoder.finish();
    return this.#encoder.bytes();
  }
}

/** The word of a pixel that is not seen at all. */
const UNSEEN = 0;

/** Every pixel that is seen, seen wholly: what is half there is mixed with what it is meant to lie on. */
export function wholly(pixels: Words, matte: Palette[number]): Words {
  return pixels.map((word) => {
    const share = (word >>> 24) / 255;
    if (share === 0) return UNSEEN;
    if (share === 1) return word;
    const [red = 0, green = 0, blue = 0] = channels(word).map((own, index) =>
      Math.round(own * share + (matte[index] ?? 0) * (1 - share)),
    );
    return (0xff000000 | (blue << 16) | (green << 8) | red) >>> 0;
  });
}

/** At most 255 colours, flat surfaces exactly; the entry after them stands for "as before", or for "not seen". */
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

  /** A frame by itself, what is not seen being the palette's last; the array is the same every time. */
  seen(now: Words): Uint8Array {
    if (this.#indices.length !== now.length) this.#indices = new Uint8Array(now.length);
    const unseen = this.#colours.length;
    for (let at = 0; at < now.length; at++) {
      const colour = now[at] as number;
      this.#indices[at] = colour === UNSEEN ? unseen : this.#indexOf(colour);
    }
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
