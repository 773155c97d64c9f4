/** A part of a picture as tiles with their numbers: pure marks. */
import type { ValueScale } from '../../core/colour.ts';
import type { Box, Mark } from '../../scene/mark.ts';
import { writtenShort } from '../../scene/units.ts';
import { planeOf, type Units, type Volume } from '../../scene/volume.ts';

/** The cells in sight: `across` columns and `down` rows from (row, column) on. */
export interface Excerpt {
  readonly row: number;
  readonly column: number;
  readonly across: number;
  readonly down: number;
}

/** The cells round a middle, moved so that none lies outside the picture. */
export function excerptAt({ height, width }: Volume, row: number, column: number, side: number): Excerpt {
  const [across, down] = [Math.min(side, width), Math.min(side, height)];
  const within = (middle: number, seen: number, length: number): number =>
    Math.min(length - seen, Math.max(0, Math.round(middle) - Math.floor(seen / 2)));
  return { row: within(row, down, height), column: within(column, across, width), across, down };
}

/** Each cell as its number on its own grey. */
export function numberMarks(volume: Volume, scale: ValueScale, units: Units, excerpt: Excerpt, cell: number): Mark[] {
  const plane = planeOf(volume, 0);
  return Array.from({ length: excerpt.across * excerpt.down }, (_, index) => {
    const [down, right] = [Math.floor(index / excerpt.across), index % excerpt.across];
    const value = plane[(excerpt.row + down) * volume.width + excerpt.column + right] as number;
    const box = { x: right * cell, y: down * cell, width: cell, height: cell };
    return { kind: 'tile', box, colour: scale.colourOf(value), text: writtenShort(value, units), size: 0.42 * cell };
  });
}

/** Cells of the picture as a box on the excerpt, cut at its rim; null where none of them is in sight. */
export function boxOn(
  excerpt: Excerpt,
  top: number,
  left: number,
  bottom: number,
  right: number,
  cell: number,
): Box | null {
  const [y, x] = [Math.max(0, top - excerpt.row), Math.max(0, left - excerpt.column)];
  const height = Math.min(excerpt.down, bottom - excerpt.row) - y;
  const width = Math.min(excerpt.across, right - excerpt.column) - x;
  return height > 0 && width > 0 ? { x: x * cell, y: y * cell, width: width * cell, height: height * cell } : null;
}
