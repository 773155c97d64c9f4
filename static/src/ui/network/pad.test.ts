import { expect, test } from 'vitest';
import { volumeOf } from '../../scene/volume.ts';
import { gridOfDrawing, onPad, pngOfDrawing } from './pad.ts';

test('a drawing is written in the levels of a picture, row by row', () => {
  const drawing = volumeOf([Float32Array.of(0, 1, 0.5, 0.001)], 2, 2);
  expect(gridOfDrawing(drawing)).toBe('0,1;128/255,0');
});

test('a drawing is sent as PNG', async () => {
  const bytes = new Uint8Array(await pngOfDrawing(volumeOf([Float32Array.of(0, 1)], 1, 2)).arrayBuffer());
  expect([...bytes.slice(1, 4)].map((code) => String.fromCharCode(code)).join('')).toBe('PNG');
});

test('a picture of half the size takes four cells of the pad for each of its own', () => {
  const { planes, height } = onPad(volumeOf([Float32Array.of(0, 1, 0.5, 0)], 2, 2), 4);
  expect(height).toBe(4);
  expect([...(planes[0] ?? [])]).toEqual([0, 0, 1, 1, 0, 0, 1, 1, 0.5, 0.5, 0, 0, 0.5, 0.5, 0, 0]);
});
