/** All maps of a layer in one picture: a texture of tiles, each on its own scale. */
import type { ValueScale } from '../core/colour.ts';
import { type Atlas, cornerOf } from '../core/nets/atlas.ts';
import { takeOver } from './bitmap.ts';

export interface Tiles {
  readonly atlas: Atlas;
  /** In the order in which they stand. */
  readonly planes: readonly Float32Array[];
  readonly scales: readonly ValueScale[];
  /** Tiles that are crossed out: nothing is in them. */
  readonly dead: readonly boolean[];
  /** Tiles that are hatched: somebody has made them 0. */
  readonly silenced?: readonly boolean[];
  /** The three planes are red, green and blue of one tile. */
  readonly inColour?: boolean;
}

/** The grey of a cross, opaque. */
const CROSS = [128, 128, 128, 255] as const;
/** Lines of a hatching across a tile. */
const LINES = 7;

export function paintTiles(canvas: HTMLCanvasElement, tiles: Tiles): void {
  const { width, height } = tiles.atlas;
  const texture = new OffscreenCanvas(width, height);
  const context = texture.getContext('2d');
  if (!context) throw new Error('This browser gives no canvas to draw on.');
  const pixels = tiles.inColour ? colourPixels(tiles) : tilePixels(tiles);
  context.putImageData(new ImageData(pixels, width, height), 0, 0);
  takeOver(canvas, texture);
}

/** The texture's pixels; what lies between tiles is transparent. */
export function tilePixels({ atlas, planes, scales, dead, silenced = [] }: Tiles): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(4 * atlas.width * atlas.height);
  const tile = new Uint8ClampedArray(4 * atlas.rows * atlas.columns);
  planes.forEach((plane, index) => {
    (scales[index] as ValueScale).paint(plane, tile);
    if (dead[index]) crossOut(tile, atlas);
    if (silenced[index]) hatch(tile, atlas);
    const { x, y } = cornerOf(atlas, index);
    for (let row = 0; row < atlas.rows; row++) {
      const from = 4 * row * atlas.columns;
      pixels.set(tile.subarray(from, from + 4 * atlas.columns), 4 * ((y + row) * atlas.width + x));
    }
  });
  return pixels;
}

function colourPixels({ planes, scales }: Tiles): Uint8ClampedArray<ArrayBuffer> {
  const [red, green, blue] = planes;
  const [scale] = scales;
  if (!red || !green || !blue || !scale) throw new RangeError('A picture in colour has three planes.');
  const pixels = new Uint8ClampedArray(4 * red.length);
  scale.paintColour([red, green, blue], pixels);
  return pixels;
}

/** Slanted lines all over: unlike the cross of a dead map, and unlike anything that a network makes. */
function hatch(tile: Uint8ClampedArray, { rows, columns }: Atlas): void {
  const apart = Math.max(3, Math.round(Math.max(rows, columns) / LINES));
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      if ((row + column) % apart === 0) tile.set(CROSS, 4 * (row * columns + column));
    }
  }
}

function crossOut(tile: Uint8ClampedArray, { rows, columns }: Atlas): void {
  const longer = Math.max(rows, columns);
  for (let step = 0; step < longer; step++) {
    const row = Math.floor((step * rows) / longer);
    const column = Math.floor((step * columns) / longer);
    tile.set(CROSS, 4 * (row * columns + column));
    tile.set(CROSS, 4 * (row * columns + columns - 1 - column));
  }
}
