/** Values → colours. The twin of `app/wire/display.py`: what a PNG of the server shows, the canvas shows. */
import { inkOn, PALETTES, type Palette, type PaletteName, type Rgb } from './palette.ts';
import { isClippedBy, rangeOfValues, type ValueRange } from './value-range.ts';

export { contrast, cssOf, inkOn, PALETTES, type Palette, type PaletteName, type Rgb } from './palette.ts';
export type { ValueRange } from './value-range.ts';

/** How values become colours: about nought, cut at the screen's range, by size alone, or stretched. */
export type Shown = 'signed' | 'clip' | 'absolute' | 'min-max';

export interface ScaleOptions {
  /** The range that a screen can show, in the units of the input: 0…1 for images. */
  readonly clip?: ValueRange;
  /** Without a palette signed values are diverging and the others grey. */
  readonly palette?: PaletteName;
}

/** Added and taken away again, 1.5 · 2⁵² rounds a double to the nearest whole, halves to even. With fround, the
 * server's float32 arithmetic to the last bit: a canvas and a PNG of the same values are the same pixels. */
const ROUNDING = 1.5 * 2 ** 52;

/** What of a pixel's word is one channel's, and opaque; the bytes lie as the machine has them. */
const RED = wordOf(255, 0, 0, 255);
const GREEN = wordOf(0, 255, 0, 255);
const BLUE = wordOf(0, 0, 255, 255);

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
  readonly #last: number;

  constructor(shown: Shown, low: number, high: number, palette?: PaletteName) {
    if (shown === 'signed' && low !== -high) throw new RangeError(`A signed scale ends at ±${high}, not at ${low}.`);
    this.shown = shown;
    this.low = low;
    this.high = high;
    this.palette = PALETTES[palette ?? (shown === 'signed' ? 'diverging' : 'grey')];
    const last = this.palette.packed.length - 1;
    this.#last = last;
    if (shown === 'signed' && last % 2) throw new RangeError(`${palette} has no middle colour for nought.`);
    this.#perUnit = Math.fround(last / (high - low || 1));
    this.#origin = shown === 'signed' ? 0 : low;
    this.#base = shown === 'signed' ? last / 2 : 0;
  }

  /** The scale that fits these values: signed reaches as far as the largest of them, min–max from end to end. */
  static for(values: Float32Array, shown: Shown, options: ScaleOptions = {}): ValueScale {
    return ValueScale.over(rangeOfValues(values), shown, options);
  }

  /** The same where the values' range is known: a server's answer tells it in its meta. */
  static over([low, high]: ValueRange, shown: Shown, { clip = [0, 1], palette }: ScaleOptions = {}): ValueScale {
    if (shown === 'clip' || shown === 'absolute') return new ValueScale(shown, clip[0], clip[1], palette);
    if (shown === 'min-max') return new ValueScale(shown, low, high, palette);
    const reach = Math.max(-low, high) || 1;
    return new ValueScale(shown, -reach, reach, palette);
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
    return isClippedBy([this.low, this.high], seen);
  }

  /** Colour the values into RGBA pixels, four bytes each. */
  paint(values: Float32Array, pixels: Uint8ClampedArray): void {
    const target = wordsOf(pixels, values.length);
    const { packed } = this.palette;
    for (let index = 0; index < values.length; index++) {
      target[index] = packed[this.#levelOf(values[index] as number)] as number;
    }
  }

  /** Colour three planes into one picture, each on this scale. */
  paintColour(
    [red, green, blue]: readonly [Float32Array, Float32Array, Float32Array],
    pixels: Uint8ClampedArray,
  ): void {
    const target = wordsOf(pixels, red.length);
    const { packed } = this.palette;
    for (let index = 0; index < red.length; index++) {
      target[index] =
        ((packed[this.#levelOf(red[index] as number)] as number) & RED) |
        ((packed[this.#levelOf(green[index] as number)] as number) & GREEN) |
        ((packed[this.#levelOf(blue[index] as number)] as number) & BLUE);
    }
  }

  /** A value's place in the palette; the hot path of all colouring, so what is clipped is not computed. */
  #levelOf(value: number): number {
    const seen = this.shown === 'absolute' ? Math.abs(value) : value;
    if (seen <= this.low) return 0;
    if (seen >= this.high) return this.#last;
    return (Math.fround(Math.fround(seen - this.#origin) * this.#perUnit) + ROUNDING - ROUNDING + this.#base) | 0;
  }
}

/** The pixels as one word each. */
function wordsOf(pixels: Uint8ClampedArray, count: number): Uint32Array {
  requireRoom(count, pixels);
  return new Uint32Array(pixels.buffer, pixels.byteOffset, count);
}

function requireRoom(values: number, pixels: Uint8ClampedArray): void {
  if (pixels.length !== 4 * values) {
    throw new RangeError(`${values} values need ${4 * values} bytes of pixels, not ${pixels.length}.`);
  }
}

function wordOf(...bytes: readonly number[]): number {
  return new Uint32Array(Uint8Array.from(bytes).buffer)[0] as number;
}
