/**
 * Tables of colours: grey for intensities, blue–white–orange for signed values, grey about the middle for signed
 * values of a colour picture, viridis for activations.
 */

export type Rgb = readonly [red: number, green: number, blue: number];
export type PaletteName = 'grey' | 'balanced' | 'diverging' | 'viridis';

/** Colours from one end to the other, also packed as the four bytes of a canvas pixel. */
export interface Palette {
  readonly name: PaletteName;
  readonly colours: readonly Rgb[];
  readonly packed: Uint32Array;
}

type Stop = readonly [at: number, colour: Rgb];

/** Told apart by colour-blind eyes too; the server's PNGs use the same stops (`app/wire/display.py`). */
const DIVERGING: readonly Stop[] = [
  [-1, [8, 69, 148]],
  [-0.5, [107, 174, 214]],
  [0, [255, 255, 255]],
  [0.5, [253, 174, 97]],
  [1, [179, 78, 0]],
];

const GREY: readonly Stop[] = [
  [0, [0, 0, 0]],
  [1, [255, 255, 255]],
];

const VIRIDIS: readonly Stop[] = (
  [
    [68, 1, 84],
    [72, 40, 120],
    [62, 73, 137],
    [49, 104, 142],
    [38, 130, 142],
    [31, 158, 137],
    [53, 183, 121],
    [110, 206, 88],
    [181, 222, 43],
    [253, 231, 37],
  ] as const
).map((colour, index) => [index / 9, colour]);

/** Of 255 colours one is the middle: nought is exactly white when diverging, and one grey when balanced. */
export const PALETTES: Readonly<Record<PaletteName, Palette>> = {
  grey: paletteOf('grey', GREY, 256),
  balanced: paletteOf('balanced', GREY, 255),
  diverging: paletteOf('diverging', DIVERGING, 255),
  viridis: paletteOf('viridis', VIRIDIS, 256),
};

/** Black or white, whichever is easier to read on a colour: the ink of a number on its tile. */
export function inkOn(colour: Rgb): Rgb {
  const white: Rgb = [255, 255, 255];
  const black: Rgb = [0, 0, 0];
  return contrast(colour, white) > contrast(colour, black) ? white : black;
}

/** The contrast ratio of WCAG 2: 1 for a colour with itself, 21 for black with white. */
export function contrast(one: Rgb, other: Rgb): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

export function cssOf([red, green, blue]: Rgb): string {
  return `rgb(${red} ${green} ${blue})`;
}

function paletteOf(name: PaletteName, stops: readonly Stop[], size: number): Palette {
  const [first = 0, last = 1] = [stops[0]?.[0], stops.at(-1)?.[0]];
  const colours = Array.from({ length: size }, (_, index) =>
    mixed(stops, first + (index / (size - 1)) * (last - first)),
  );
  const bytes = new Uint8Array(colours.flatMap((colour) => [...colour, 255]));
  return { name, colours, packed: new Uint32Array(bytes.buffer) };
}

function mixed(stops: readonly Stop[], at: number): Rgb {
  const above = Math.max(
    1,
    stops.findIndex(([stop]) => stop >= at),
  );
  const [low, from] = stops[above - 1] as Stop;
  const [high, to] = stops[above] as Stop;
  const share = (at - low) / (high - low);
  const mix = (a: number, b: number): number => Math.round(a + (b - a) * share);
  return [mix(from[0], to[0]), mix(from[1], to[1]), mix(from[2], to[2])];
}

function luminance(colour: Rgb): number {
  const [red, green, blue] = colour.map((level) => linear(level / 255)) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function linear(level: number): number {
  return level <= 0.04045 ? level / 12.92 : ((level + 0.055) / 1.055) ** 2.4;
}
