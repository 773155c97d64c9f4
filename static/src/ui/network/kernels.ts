/** Learned kernels as tiles, and as a question that another page can answer. */
import { shortest } from '../../core/digits.ts';
import { atlasOf } from '../../core/nets/atlas.ts';
import { scaleTo } from '../../core/nets/scales.ts';
import { writeDecimal } from '../../core/numbers.ts';
import { rangeOfValues } from '../../core/value-range.ts';
import type { LayerWeights } from '../../wire/network-answers.ts';
import { writeQuery } from '../../wire/query.ts';
import type { LayerTiles } from './tiles.ts';

/**
 * The kernels of a layer that looks at the picture itself: one tile for each filter and channel, as far as ±reach;
 * without one, as far as they go themselves. `ratio` is the width of the room for one of height 1.
 */
export function kernelTiles(
  { shape, weights }: Pick<LayerWeights, 'shape' | 'weights'> & Partial<LayerWeights>,
  reach?: number,
  ratio = 3,
): LayerTiles {
  const [filters = 0, depth = 1, height = 1, width = 1] = shape;
  const cells = height * width;
  const count = filters * depth;
  const planes = Array.from({ length: count }, (_, index) => weights.subarray(index * cells, (index + 1) * cells));
  const [low, high] = rangeOfValues(weights);
  const scale = scaleTo(reach ?? Math.max(-low, high));
  return {
    atlas: atlasOf(count, height, width, ratio),
    planes,
    scales: planes.map(() => scale),
    dead: planes.map(() => false),
    channels: planes.map((_, index) => index),
  };
}

/** `/kernels` with this kernel on the same picture: four digits of each weight are more than anybody sees. */
export function kernelLink(plane: Float32Array, width: number, image: string): string {
  const numbers = Array.from(plane, (value) => writeDecimal(shortest(Number(value.toPrecision(4)))));
  const rows = Array.from({ length: numbers.length / width }, (_, row) =>
    numbers.slice(row * width, (row + 1) * width).join(','),
  );
  return `/kernels?${writeQuery([
    ['image', image],
    ['kernel', rows.join(';')],
    ['padding', 'same'],
  ])}`;
}
