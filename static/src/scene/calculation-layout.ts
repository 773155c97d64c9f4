/** Where the calculation's tiles, weights, products and sums stand: a function of the shape alone, so nothing jumps. */
import { boxOf } from './box.ts';
import type { Box } from './mark.ts';
import type { Measures } from './measures.ts';
import { type CalculationShape, colouredTiles, numberedTiles, type Tiles } from './tiles.ts';

export interface GroupLayout {
  readonly box: Box;
  /** The first tile; the others follow at `pitch`. */
  readonly first: Box;
}

export interface CalculationLayout extends Tiles {
  readonly box: Box;
  readonly shape: CalculationShape;
  readonly groups: readonly GroupLayout[];
  /** The list of the largest terms, where colours stand for the tiles. */
  readonly list: Box;
  readonly ledger: Box;
  readonly result: Box;
  readonly measures: Measures;
}

/** How many terms are written out where the tiles carry no numbers. */
export const LISTED = 4;
/** The result's tile is larger than the others. */
const RESULT = 1.16;
const LINE = 1.55;

/** As large and as detailed as the room allows; the result stands beside several channels, beneath a single one. */
export function calculationLayout(
  shape: CalculationShape,
  width: number,
  most: number,
  measures: Measures,
): CalculationLayout {
  const besides = width - columnWidth(measures) - 4 * measures.gap;
  const widths = shape.groups > 1 && besides > width / 2 ? [besides, width] : [width];
  for (const detail of shape.weighted ? (['full', 'compact'] as const) : (['compact'] as const)) {
    for (const room of widths) {
      const tiles = numberedTiles(
        shape,
        detail,
        room,
        most - (room < width ? 0 : footHeight(shape, measures)),
        measures,
      );
      if (tiles) return planned(shape, tiles, room, width, measures);
    }
  }
  return planned(
    shape,
    colouredTiles(shape, width, most - footHeight(shape, measures), measures),
    width,
    width,
    measures,
  );
}

/** The square of one term in a group. */
export function tileOf({ tile, pitch }: CalculationLayout, { first }: GroupLayout, row: number, column: number): Box {
  return boxOf(first.x + column * pitch[0], first.y + row * pitch[1], tile, tile);
}

/** Where the product stands, beneath the weight; as wide as there is room. */
export function chipOf(layout: CalculationLayout, group: GroupLayout, row: number, column: number): Box {
  const { x, y, width, height } = tileOf(layout, group, row, column);
  const wider = Math.min(layout.measures.gap * 0.7, layout.pitch[0] - width);
  return boxOf(x - wider / 2, y + height + layout.lineHeight, width + wider, layout.chipHeight);
}

export function movedTo(layout: CalculationLayout, x: number, y: number): CalculationLayout {
  const moved = (box: Box): Box => ({ ...box, x: box.x + x, y: box.y + y });
  return {
    ...layout,
    box: moved(layout.box),
    groups: layout.groups.map(({ box, first }) => ({ box: moved(box), first: moved(first) })),
    list: moved(layout.list),
    ledger: moved(layout.ledger),
    result: moved(layout.result),
  };
}

/** Where everything goes, once the tiles have their size. */
function planned(
  shape: CalculationShape,
  tiles: Tiles,
  room: number,
  width: number,
  measures: Measures,
): CalculationLayout {
  const { gap, words, leastNumeral } = measures;
  const column = Math.min(width, columnWidth(measures));
  const isBeside = room < width;
  const [across, down] = [tiles.across, Math.ceil(shape.groups / tiles.across)];
  const used = across * tiles.width + (across - 1) * 2 * gap;
  const left = (isBeside ? width - used - column - 4 * gap : width - used) / 2;
  const groups = Array.from({ length: shape.groups }, (_, index): GroupLayout => {
    const x = Math.round(left + (index % across) * (tiles.width + 2 * gap));
    const y = Math.round(Math.floor(index / across) * (tiles.height + gap));
    const first = boxOf(x + tiles.insetX, Math.round(y + tiles.insetY), tiles.tile, tiles.tile);
    return { box: boxOf(x, y, tiles.width, tiles.height), first };
  });
  const height = down * tiles.height + (down - 1) * gap;
  const isListed = tiles.detail === 'heat' && shape.weighted && shape.groups === 1;
  const list = boxOf((width - column) / 2, height, column, isListed ? (LISTED + 1) * leastNumeral * 1.6 + gap : 0);
  const x = Math.round(isBeside ? left + used + 4 * gap : list.x);
  const foot = footHeight(shape, measures) - words * 1.6;
  const y = isBeside ? (height - foot) / 2 : height + list.height;
  const ends = footLayout(shape, boxOf(x, y, column, foot), measures);
  const bottom = Math.max(height, y + foot + words * 1.6);
  return { ...tiles, shape, groups, list, ...ends, box: boxOf(0, 0, width, bottom), measures };
}

/** The ledger on the left, the result on the right, in the middle of each other. */
function footLayout(shape: CalculationShape, box: Box, { gap, numeral, tile }: Measures): { ledger: Box; result: Box } {
  const side = Math.round(tile * RESULT);
  const lines = shape.lines * numeral * LINE;
  const middle = box.y + gap + (box.height - gap) / 2;
  return {
    ledger: boxOf(box.x, middle - lines / 2, box.width - side - numeral * 2, lines),
    result: boxOf(box.x + box.width - side, Math.round(middle - side / 2), side, side),
  };
}

/** The ledger or the result, whichever is higher, and a line for a note. */
function footHeight({ lines }: CalculationShape, { gap, numeral, tile, words }: Measures): number {
  return gap + Math.max(Math.round(tile * RESULT), lines * numeral * LINE) + words * 1.6;
}

function columnWidth({ words, numeral, tile }: Measures): number {
  return Math.round(words * 6 + numeral * 5 + tile * RESULT);
}
