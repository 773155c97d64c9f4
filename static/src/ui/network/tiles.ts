/** A layer's maps made ready to be painted: in their order, on their scales, the dead and the silenced ones marked. */
import { atlasOf, underPoint } from '../../core/nets/atlas.ts';
import { type Order, ordered } from '../../core/nets/order.ts';
import { pictureScale, type Scope, scalesOf } from '../../core/nets/scales.ts';
import type { Tiles } from '../../paint/atlas.ts';
import type { LayerMaps } from '../../wire/network-answers.ts';

export interface LayerTiles extends Tiles {
  /** The channel of each tile. */
  readonly channels: readonly number[];
}

/** One cell of one map. */
export interface Cell {
  readonly channel: number;
  readonly row: number;
  readonly column: number;
}

/** `ratio` is the width of the room for one of height 1; an order may be given channel by channel. */
export function tilesOf(
  maps: LayerMaps,
  scope: Scope,
  reach: number,
  order: Order | readonly number[] = 'index',
  ratio = 1,
): LayerTiles {
  const { planes, height, width } = maps.volume;
  if (maps.layer === 'input' && !maps.isDifference) return inputTiles(maps);
  const channels = typeof order === 'string' ? ordered(planes, order) : order;
  const scales = scalesOf(maps.ranges, scope, reach);
  const dead = new Set(maps.dead);
  const silenced = new Set(maps.silenced);
  return {
    atlas: atlasOf(channels.length, height, width, ratio),
    planes: channels.map((channel) => planes[channel] as Float32Array),
    scales: channels.map((channel) => scales[channel] as (typeof scales)[number]),
    dead: channels.map((channel) => dead.has(channel)),
    silenced: channels.map((channel) => silenced.has(channel)),
    channels,
  };
}

/** One map of them by itself. */
export function aloneOf(tiles: LayerTiles, channel: number): LayerTiles {
  if (tiles.inColour) return tiles;
  const place = tiles.channels.indexOf(channel);
  const only = <T>(list: readonly T[]): readonly T[] => list.slice(place, place + 1);
  const { rows, columns } = tiles.atlas;
  const [planes, scales, dead] = [only(tiles.planes), only(tiles.scales), only(tiles.dead)];
  return { atlas: atlasOf(1, rows, columns), planes, scales, dead, channels: [channel] };
}

/** What lies under a point that is given in parts of the tiles' box. */
export function cellUnder({ atlas, channels, inColour }: LayerTiles, x: number, y: number): Cell | null {
  const count = inColour ? 1 : channels.length;
  const under = underPoint(atlas, count, x * atlas.width, y * atlas.height);
  return under && { channel: channels[under.index] as number, row: under.row, column: under.column };
}

/** The picture as the network is shown it: a picture, not maps. */
function inputTiles({ volume: { planes, height, width }, ranges, silenced }: LayerMaps): LayerTiles {
  const scale = pictureScale(ranges);
  const inColour = planes.length === 3;
  return {
    atlas: atlasOf(inColour ? 1 : planes.length, height, width),
    planes,
    scales: planes.map(() => scale),
    dead: planes.map(() => false),
    silenced: planes.map((_, channel) => silenced.includes(channel)),
    channels: planes.map((_, channel) => channel),
    inColour,
  };
}
