/** How large the tiles of a calculation can be, and how much can be written on and beneath them. */
import type { Measures } from './measures.ts';
import { widthOf } from './text.ts';

/** Everything written; the products left to the current step; colours only, with the largest terms in a list. */
export type Detail = 'full' | 'compact' | 'heat';

export interface CalculationShape {
  readonly rows: number;
  readonly columns: number;
  /** Groups of tiles: one for each channel. */
  readonly groups: number;
  readonly titled: boolean;
  readonly weighted: boolean;
  /** The widest weight, at size 1. */
  readonly widestWeight: number;
  /** The widest product at size 1, where it is a name that cannot be rounded. */
  readonly widestProduct?: number;
  /** Lines between the products and the result. */
  readonly lines: number;
}

export interface Tiles {
  readonly detail: Detail;
  readonly tile: number;
  /** From tile to tile. */
  readonly pitch: readonly [x: number, y: number];
  readonly weightSize: number;
  /** What stands in front of a weight, where there is room for it. */
  readonly weightSign: string;
  readonly lineHeight: number;
  readonly chipHeight: number;
  /** Groups in a row, and the size of each with its title and its sum. */
  readonly across: number;
  readonly width: number;
  readonly height: number;
  /** From a group's corner to its first tile. */
  readonly insetX: number;
  readonly insetY: number;
}

/** Tiles that fit into the room with numbers on them, or `undefined` where those would be too small to read. */
export function numberedTiles(
  shape: CalculationShape,
  detail: 'full' | 'compact',
  room: number,
  most: number,
  measures: Measures,
): Tiles | undefined {
  for (let across = shape.groups; across >= 1; across--) {
    const tiles = tilesInRow(shape, detail, across, room, most, measures);
    if (tiles) return tiles;
  }
  return undefined;
}

function tilesInRow(
  shape: CalculationShape,
  detail: 'full' | 'compact',
  across: number,
  room: number,
  most: number,
  measures: Measures,
): Tiles | undefined {
  const { gap, numeral, words } = measures;
  const { rows, columns } = shape;
  const chipHeight = detail === 'full' ? Math.round(numeral * 1.25) : 0;
  const beneath =
    (shape.weighted ? Math.round(numeral * 1.26) : 0) + chipHeight + Math.round(gap * (chipHeight ? 1.1 : 0.8));
  const insetY = shape.titled ? words * 1.7 : gap / 2;
  const footer = shape.groups > 1 ? numeral * 1.6 : 0;
  const inRow = (room - (across - 1) * 2 * gap) / across - 2 * gap - (columns - 1) * gap;
  const inColumn = most / Math.ceil(shape.groups / across) - insetY - footer - rows * beneath;
  const largest = shape.groups > 1 ? measures.tile * 0.8 : measures.tile;
  const tile = Math.floor(Math.min(largest, inRow / columns, inColumn / rows));
  // The sign in front gives way before the digits get too small.
  const sizeOf = (widest: number): number => Math.min(numeral * 0.84, (tile + gap * 0.5) / (widest || 1));
  const signed = sizeOf(shape.widestWeight + widthOf('× ', 1));
  const isSigned = signed >= measures.leastNumeral;
  const weightSize = isSigned ? signed : sizeOf(shape.widestWeight);
  if (tile < measures.leastTile) return undefined;
  if (shape.weighted && weightSize < measures.leastNumeral) return undefined;
  if (detail === 'full' && (tile + gap * 0.7 - 4) / (shape.widestProduct ?? 1) < measures.leastNumeral)
    return undefined;
  const pitch = [tile + gap, tile + beneath] as const;
  return {
    detail,
    tile,
    pitch,
    weightSize,
    weightSign: isSigned ? '× ' : '',
    lineHeight: shape.weighted ? Math.round(numeral * 1.26) : 0,
    chipHeight,
    across,
    width: columns * pitch[0] + gap,
    height: insetY + rows * pitch[1] + footer,
    insetX: gap,
    insetY,
  };
}

/** Colours only: what is seen and what becomes of it, side by side. */
export function colouredTiles(shape: CalculationShape, width: number, most: number, measures: Measures): Tiles {
  const { gap, words, numeral } = measures;
  const pairs = shape.weighted ? 2 : 1;
  const across = Math.max(1, Math.min(shape.groups, Math.floor((width + 2 * gap) / (measures.tile * 2 + 2 * gap))));
  const room = (width - (across - 1) * 2 * gap) / across;
  const insetY = words * 1.9;
  const footer = shape.groups > 1 ? numeral * 1.6 : gap;
  const inColumn = most / Math.ceil(shape.groups / across) - insetY - footer;
  const square = Math.min((room - gap) / pairs, measures.tile * 2.7, Math.max(measures.tile, inColumn));
  const exact = square / Math.max(shape.rows, shape.columns);
  // A window over a whole picture has more cells than there are pixels for them.
  const tile = exact < 1 ? exact : Math.floor(exact);
  const body = pairs * tile * shape.columns + (pairs - 1) * gap;
  const own = shape.groups > 1 && !shape.weighted ? Math.min(room, Math.max(body, sumWidth(shape, numeral))) : body;
  return {
    detail: 'heat',
    tile,
    pitch: [tile, tile],
    weightSize: measures.leastNumeral,
    weightSign: '',
    lineHeight: 0,
    chipHeight: 0,
    across,
    width: own,
    height: insetY + tile * shape.rows + footer,
    insetX: (own - body) / 2,
    insetY,
  };
}

/** The sum of a pooling's channel, of levels up to 255, is written beneath its window. */
function sumWidth({ rows, columns }: CalculationShape, numeral: number): number {
  return widthOf(`sum ${rows * columns * 255}`, numeral);
}
