/** A clip as GIF: one palette for all frames, and each frame only what has changed since the last. */
import { GIFEncoder, nearestColorIndex, type Palette, quantize } from 'gifenc';
import type { Theme } from '../paint/theme.ts';
import type { Clip } from './clip.ts';
import type { Film } from './film.ts';
import { breathe, type Watch } from './patience.ts';

/** Colours are chosen from this many frames, of each so many pixels: more would hold up the page. */
const SAMPLES = 4;
const LOOKED_AT = 100_000;
/** A colour of this share of all pixels is a surface's and not an edge's. */
const SURFACE = 1 / 5000;
const MOST_FLAT = 160;
/** GIF's word for leaving a frame where it is when the next one comes. */
const KEEP = 1;

export async function gifBlob(film: Film, { moments, pace, hold }: Clip, theme: Theme, watch: Watch): Promise<Blob> {
  const { width, height } = film.canvas;
  const palette = await paletteOf(film, moments, theme, watch);
  const unchanged = palette.length - 1;
  const changes = new Changes(palette, width * height);
  const encoder = GIFEncoder();
  for (const [index, moment] of moments.entries()) {
    film.show(moment);
    encoder.writeFrame(changes.since(film.pixels()), width, height, {
      ...(index === 0 ? { palette } : { transparent: true, transparentIndex: unchanged }),
      delay: index === moments.length - 1 ? hold : pace,
      dispose: KEEP,
    });
    watch.onprogress((index + 1) / moments.length);
    await breathe(watch);
  }
  encoder.finish();
  return new Blob([encoder.bytes()], { type: 'image/gif' });
}

/** At most 255 colours, flat surfaces exactly; the entry after them stands for "as before". */
async function paletteOf(film: Film, moments: Clip['moments'], theme: Theme, watch: Watch): Promise<Palette> {
  const seen = await sampled(film, moments, watch);
  const flat = [...Object.values(theme.colours).map(rgbOf), ...commonest(seen)].slice(0, MOST_FLAT);
  const mixed = quantize(new Uint8ClampedArray(seen.buffer), 255 - flat.length, { format: 'rgb565' });
  return [...flat, ...mixed, [0, 0, 0]];
}

async function sampled(film: Film, moments: Clip['moments'], watch: Watch): Promise<Uint32Array<ArrayBuffer>> {
  const pixels = film.canvas.width * film.canvas.height;
  // An odd distance: the same columns in every row would miss what stands between them.
  const apart = Math.floor(pixels / LOOKED_AT) | 1;
  const perFrame = Math.ceil(pixels / apart);
  const seen = new Uint32Array(perFrame * SAMPLES);
  for (let sample = 0; sample < SAMPLES; sample++) {
    const moment = moments[Math.round((sample * (moments.length - 1)) / (SAMPLES - 1))];
    if (moment) film.show(moment);
    const frame = new Uint32Array(film.pixels().buffer);
    for (let at = 0; at < perFrame; at++) seen[sample * perFrame + at] = frame[at * apart] ?? 0;
    await breathe(watch);
  }
  return seen;
}

/** Colours that fill a surface, the largest first. */
function commonest(seen: Uint32Array): Palette {
  const counts = new Map<number, number>();
  for (const colour of seen) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  return [...counts]
    .filter(([, count]) => count > seen.length * SURFACE)
    .sort(([, one], [, other]) => other - one)
    .map(([colour]) => channels(colour));
}

/** Red, green and blue of a pixel that was read as one little-endian word. */
function channels(colour: number): number[] {
  return [colour & 255, (colour >> 8) & 255, (colour >> 16) & 255];
}

/** `rgb(176, 18, 91)` is [176, 18, 91]. */
function rgbOf(css: string): number[] {
  return (css.match(/[\d.]+/g) ?? []).slice(0, 3).map(Number);
}

/** Frames as indices of a palette, those of pixels that stayed as they were being its last. */
class Changes {
  readonly #palette: Palette;
  readonly #colours: Palette;
  readonly #known = new Map<number, number>();
  readonly #indices: Uint8Array;
  #before: Uint32Array | null = null;

  constructor(palette: Palette, pixels: number) {
    this.#palette = palette;
    this.#colours = palette.slice(0, -1);
    this.#indices = new Uint8Array(pixels);
  }

  since(rgba: Uint8ClampedArray<ArrayBuffer>): Uint8Array {
    const now = new Uint32Array(rgba.buffer);
    const before = this.#before;
    const same = this.#palette.length - 1;
    for (let at = 0; at < now.length; at++) {
      const colour = now[at] ?? 0;
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
