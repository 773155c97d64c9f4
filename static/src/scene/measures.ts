/** Sizes of the two forms of the stage: on a page, and on a wall that is read from the back row. */

export type Form = 'page' | 'projector';

export interface Measures {
  /** Labels in words. */
  readonly words: number;
  /** Numerals in the calculation: as large as `numeral`, never smaller than `leastNumeral`. */
  readonly numeral: number;
  readonly leastNumeral: number;
  /** Cells of a picture carry numbers from this side on. */
  readonly numberedCell: number;
  /** The largest tile of the calculation, and the smallest that still carries a number. */
  readonly tile: number;
  readonly leastTile: number;
  /** Between tiles, and between panels. */
  readonly gap: number;
  readonly panelGap: number;
  readonly line: number;
  readonly strong: number;
}

const PAGE: Measures = {
  words: 14,
  numeral: 19,
  leastNumeral: 12,
  numberedCell: 28,
  tile: 60,
  leastTile: 34,
  gap: 12,
  panelGap: 36,
  line: 1,
  strong: 2.5,
};

/** On a wall of 1920 × 1080, of which margins, a caption and a lecture's controls leave a figure this room at least. */
const WALL = { width: 1800, height: 740 };
const PROJECTOR: Measures = {
  words: 30,
  numeral: 44,
  leastNumeral: 28,
  numberedCell: 44,
  tile: 124,
  leastTile: 58,
  gap: 20,
  panelGap: 64,
  line: 2,
  strong: 6,
};

/** The width from which input, calculation and output stand side by side. */
export const SIDE_BY_SIDE = 720;

export function measuresFor(form: Form, width: number, height = Number.POSITIVE_INFINITY): Measures {
  if (form === 'projector') return scaled(PROJECTOR, Math.max(0.5, Math.min(width / WALL.width, height / WALL.height)));
  return width < SIDE_BY_SIDE ? { ...PAGE, panelGap: 14 } : scaled(PAGE, Math.min(2, Math.max(1, width / 1120)));
}

function scaled(measures: Measures, by: number): Measures {
  const entries = Object.entries(measures).map(([name, value]) => [name, Math.round(value * by * 2) / 2]);
  return Object.fromEntries(entries) as unknown as Measures;
}
