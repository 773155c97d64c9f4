import { expect, test } from 'vitest';
import { atlasOf } from '../core/nets/atlas.ts';
import { scaleTo } from '../core/nets/scales.ts';
import { tilePixels } from './atlas.ts';

test('each tile stands at its place on its own scale, and between them is nothing', () => {
  const atlas = atlasOf(2, 1, 2);
  const planes = [Float32Array.of(0, 9), Float32Array.of(0, 9)];
  const pixels = tilePixels({ atlas, planes, scales: [scaleTo(9), scaleTo(1e6)], dead: [false, false] });
  const at = (x: number, y: number): number[] => [
    ...pixels.subarray(4 * (y * atlas.width + x), 4 * (y * atlas.width + x) + 4),
  ];
  const [white, most] = [
    [255, 255, 255, 255],
    [179, 78, 0, 255],
  ];
  expect([at(0, 0), at(1, 0)]).toEqual([white, most]);
  expect([at(0, 2), at(1, 2)]).toEqual([white, white]);
  expect(at(0, 1)).toEqual([0, 0, 0, 0]);
});

test('a dead map is crossed out from corner to corner', () => {
  const atlas = atlasOf(1, 3, 3);
  const pixels = tilePixels({ atlas, planes: [new Float32Array(9)], scales: [scaleTo(1)], dead: [true] });
  const grey = [0, 2, 4, 6, 8].map((cell) => pixels[4 * cell]);
  expect(grey).toEqual([128, 128, 128, 128, 128]);
  expect(pixels[4 * 1]).toBe(255);
});

test('a silenced map is hatched: slanted lines all over, unlike the cross of a dead one', () => {
  const atlas = atlasOf(1, 4, 4);
  const pixels = tilePixels({
    atlas,
    planes: [new Float32Array(16)],
    scales: [scaleTo(1)],
    dead: [false],
    silenced: [true],
  });
  const grey = Array.from({ length: 16 }, (_, cell) => cell).filter((cell) => pixels[4 * cell] === 128);
  expect(grey).toEqual([0, 3, 6, 9, 12, 15]);
});
