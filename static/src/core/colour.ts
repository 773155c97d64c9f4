/** Values → colours. The twin of `app/wire/display.py`: what a PNG of the server shows, the canvas shows. */
import { inkOn, PALETTES, type Palette, type PaletteName, type Rgb } from './palette.ts';

export { contrast, cssOf, inkOn, PALETTES, type Palette, type PaletteName, type Rgb } from './palette.ts';

/** How values become colours: about nought, cut at the screen's range, by size alone, or stretched. */
export type Shown = 'signed' | 'clip' | 'absolute' | 'min-max';

export type ValueRange = readonly [low: number, high: number];

export interface ScaleOptions {
  /** The range that a screen can show, in the units of the input: 0…1 for images. */
  readonly clip?: ValueRange;
  /** Signed values are always diverging; the others are grey unless a palette is named. */
  readonly palette?: Exclude<PaletteName, 'diverging'>;
}

/** Added and taken away again, 1.5 · 2⁵² rounds a double to the nearest whole, halves to even. With fround, the
 * server's float32 arithmetic to the last bit: a canvas and a PNG of the same values are the same pixels. */
const ROUNDING = 1.5 * 2 ** 52;

/** From the value at `low` to the value at `high`; what lies beyond takes the end's colour and is counted. */
export class ValueScale {
  readonly shown: Shown;
  readonly low: number;
  readonly high: number;
  readonly palette: Palette;
  readonly #perUnit: number;
  /** The value from which levels are counted, and its level: for signed nought is the middle, so that ±v mirror. */
  readonly #origin: number;
  readonly #base: number;

  constructor(shown: Shown, low: number, high: number, palette: PaletteName = 'grey') {
    if (shown === 'signed' && low !== -high) throw new RangeError(`A signed scale ends at ±${high}, not at ${low}.`);
    this.shown = shown;
    this.low = low;
    this.high = high;
    this.palette = PALETTES[shown === 'signed' ? 'diverging' : palette];
    const last = this.palette.packed.length - 1;
    this.#perUnit = Math.fround(last / (high - low || 1));
    this.#origin = shown === 'signed' ? 0 : low;
    this.#base = shown === 'signed' ? last / 2 : 0;
  }

  /** The scale that fits these values: signed reaches as far as the largest of them, min–max from end to end. */
  static for(values: Float32Array, shown: Shown, options: ScaleOptions = {}): ValueScale {
    return ValueScale.over(rangeOfValues(values), shown, options);
  }

  /** The same where the values' range is known: a server's answer tells it in its meta. */
  static over(
    [low, high]: ValueRange,
    shown: Shown,
    { clip = [0, 1], palette = 'grey' }: ScaleOptions = {},
  ): ValueScale {
    if (shown === 'clip' || shown === 'absolute') return new ValueScale(shown, clip[0], clip[1], palette);
    if (shown === 'min-max') return new ValueScale(shown, low, high, palette);
    const reach = Math.max(-low, high) || 1;
    return new ValueScale(shown, -reach, reach);
  }

  colourOf(value: number): Rgb {
    const pixel = new Uint8ClampedArray(4);
    this.paint(Float32Array.of(value), pixel);
    const [red = 0, green = 0, blue = 0] = pixel;
    return [red, green, blue];
  }

  /** Black or white: the ink of a number on its tile. */
  inkOf(value: number): Rgb {
    return inkOn(this.colourOf(value));
  }

  isClipped(value: number): boolean {
    const seen = this.shown === 'absolute' ? Math.abs(value) : value;
    return seen < this.low || seen > this.high;
  }

  /** Colour the values into RGBA pixels, four bytes each; answers how many of them were clipped. */
  paint(values: Float32Array, pixels: Uint8ClampedArray): number {
    requireRoom(values.length, pixels);
    const target = new Uint32Array(pixels.buffer, pixels.byteOffset, values.length);
    return this.#fill(values, target, this.palette.packed, 1);
  }

  /** Colour three planes into one picture, each on this scale; answers how many values were clipped. */
  paintColour(planes: readonly [Float32Array, Float32Array, Float32Array], pixels: Uint8ClampedArray): number {
    requireRoom(planes[0].length, pixels);
    pixels.fill(255);
    const clipped = planes.map((plane, channel) => {
      const levels = Uint8Array.from(this.palette.colours, (colour) => colour[channel] as number);
      return this.#fill(plane, pixels.subarray(channel), levels, 4);
    });
    return clipped.reduce((sum, count) => sum + count);
  }

  /** The one hot loop: every value's place in a table, written `pitch` elements apart. */
  #fill(values: Float32Array, target: Target, table: Uint8Array | Uint32Array, pitch: number): number {
    const { low, high } = this;
    const [perUnit, origin, base] = [this.#perUnit, this.#origin, this.#base];
    const absolute = this.shown === 'absolute';
    let clipped = 0;
    for (let index = 0; index < values.length; index++) {
      const value = values[index] as number;
      const seen = absolute ? Math.abs(value) : value;
      const inside = Math.min(high, Math.max(low, seen));
      clipped += inside === seen ? 0 : 1;
      const level = Math.fround(Math.fround(inside - origin) * perUnit) + ROUNDING - ROUNDING;
      target[index * pitch] = table[level + base] as number;
    }
    return clipped;
  }
}

type Target = Uint8ClampedArray | Uint32Array;

/** The smallest and the largest value; `[0, 0]` of nothing. */
export function rangeOfValues(values: Float32Array): ValueRange {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let index = 0; index < values.length; index++) {
    const value = values[index] as number;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return values.length > 0 ? [low, high] : [0, 0];
}

function requireRoom(values: number, pixels: Uint8ClampedArray): void {
  if (pixels.length !== 4 * values) {
    throw new RangeError(`${values} values need ${4 * values} bytes of pixels, not ${pixels.length}.`);
  }
}
