import { expect, test } from 'vitest';
import { ordered } from './order.ts';
import { pictureScale, scalesOf, scaleTo } from './scales.ts';
import { sightOf } from './sight.ts';

test('nought is white on every scale of maps, whatever its reach', () => {
  for (const reach of [0, 0.001, 7, 4000]) expect(scaleTo(reach).colourOf(0)).toEqual([255, 255, 255]);
});

test('a scale reaches as far as its map, its layer, or the network', () => {
  const ranges = [
    [-1, 2],
    [0, 8],
  ] as const;
  expect(scalesOf(ranges, 'map', 50).map(({ high }) => high)).toEqual([2, 8]);
  expect(scalesOf(ranges, 'layer', 50).map(({ high }) => high)).toEqual([8, 8]);
  expect(scalesOf(ranges, 'network', 50).map(({ high }) => high)).toEqual([50, 50]);
});

test('a picture goes from its darkest to its brightest, all channels on one scale', () => {
  const { low, high } = pictureScale([
    [-0.5, 1],
    [-0.25, 2],
  ]);
  expect([low, high]).toEqual([-0.5, 2]);
  expect(pictureScale([[3, 3]]).colourOf(3)).toEqual([0, 0, 0]);
});

test('maps stand by index, by mean, or by their strongest value', () => {
  const planes = [Float32Array.of(1, 1), Float32Array.of(-9, 0), Float32Array.of(2, 3)];
  expect(ordered(planes, 'index')).toEqual([0, 1, 2]);
  expect(ordered(planes, 'mean')).toEqual([2, 0, 1]);
  expect(ordered(planes, 'strongest')).toEqual([1, 2, 0]);
});

test('a unit behind conv 3×3, pool 2, conv 3×3 sees 8 × 8 pixels, cut at the border', () => {
  const conv2 = { jump: [2, 2], receptive_field: [8, 8], start: [-3, -3] } as const;
  expect(sightOf(conv2, 5, 0, [28, 28])).toEqual({ top: 7, left: 0, bottom: 15, right: 5 });
});

test('a unit of a dense layer sees the whole input', () => {
  const linear = { jump: [null, null], receptive_field: [4, 4], start: [-3, -3] } as const;
  expect(sightOf(linear, 0, 0, [28, 20])).toEqual({ top: 0, left: 0, bottom: 28, right: 20 });
});
