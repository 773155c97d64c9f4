/** How the stage is written where not in numbers: in letters, or in colours that tell the weights apart. */
import type { Rgb } from '../core/colour.ts';
import { type Letters, lettersOf, type WeightPlace } from './letters.ts';
import type { ConvolutionSubject, Subject } from './subject.ts';

export const CELL_STYLES = ['numbers', 'letters', 'abc', 'colours'] as const;
export type CellStyle = (typeof CELL_STYLES)[number];

/** The style that a link names; numbers where it names none that is known. */
export function cellStyleOf(text: string | undefined): CellStyle {
  return CELL_STYLES.find((style) => style === text) ?? 'numbers';
}

/** A letter stands for any number: its cell has no value's colour. */
export interface Writing {
  readonly letters: Letters;
  /** What stands on the cells of the pictures and on the tiles of the window; "" where colours are enough. */
  readonly input: Letters['input'];
  readonly output: Letters['output'];
  /** The colour of each weight, carried by the input cells that it meets. */
  readonly tint: ((at: WeightPlace) => Rgb) | null;
}

const remembered = new WeakMap<Subject, Map<CellStyle, Writing | null>>();

/** Null for numbers. The same for the same subject, so that what has been drawn stays. */
export function writingOf(subject: Subject, style: CellStyle = 'numbers'): Writing | null {
  const known = remembered.get(subject) ?? new Map<CellStyle, Writing | null>();
  remembered.set(subject, known);
  const writing = known.get(style) ?? made(subject, style);
  known.set(style, writing);
  return writing;
}

function made(subject: Subject, style: CellStyle): Writing | null {
  if (style === 'numbers') return null;
  if (style !== 'colours') {
    const letters = lettersOf(subject, style);
    return { letters, input: letters.input, output: letters.output, tint: null };
  }
  const nothing = (): string => '';
  const tint = subject.operation === 'convolution' ? tintOf(subject) : () => MIDDLE;
  return { letters: lettersOf(subject, 'letters'), input: nothing, output: nothing, tint };
}

/** Blue on the left, orange on the right, dark above, light below: each place has its own, for every eye. */
const CORNERS: readonly [[Rgb, Rgb], [Rgb, Rgb]] = [
  [
    [0, 63, 145],
    [196, 78, 0],
  ],
  [
    [150, 205, 250],
    [255, 222, 130],
  ],
];
const MIDDLE: Rgb = [160, 160, 160];

function tintOf({ geometry }: ConvolutionSubject): (at: WeightPlace) => Rgb {
  const share = (at: number, size: number): number => (size > 1 ? at / (size - 1) : 0);
  return ([row, column]) => {
    const [down, right] = [share(row, geometry.rows.size), share(column, geometry.columns.size)];
    const [[topLeft, topRight], [bottomLeft, bottomRight]] = CORNERS;
    return mixed(mixed(topLeft, topRight, right), mixed(bottomLeft, bottomRight, right), down);
  };
}

/** Mixed in linear light, or the middle would be muddy. */
function mixed(one: Rgb, other: Rgb, share: number): Rgb {
  const mix = (a: number, b: number): number =>
    Math.round(((a / 255) ** 2.2 * (1 - share) + (b / 255) ** 2.2 * share) ** (1 / 2.2) * 255);
  return [mix(one[0], other[0]), mix(one[1], other[1]), mix(one[2], other[2])];
}
