import { expect, test } from 'vitest';
import { ValueScale } from '../core/colour.ts';
import { isSamePicture, type Picture, pixelsOf } from './pixels.ts';

const plane = Float32Array.of(0, 0.5, 1, 2);
const picture: Picture = { planes: [plane], rows: 2, columns: 2, scale: new ValueScale('clip', 0, 1) };

test('the same values on a scale with the same ends are the same picture', () => {
  expect(isSamePicture(picture, { ...picture, scale: new ValueScale('clip', 0, 1) })).toBe(true);
});

test('other values, another shape, other ends, other colours: another picture', () => {
  const others: Picture[] = [
    { ...picture, planes: [plane.slice()] },
    { ...picture, planes: [plane, plane, plane] },
    { ...picture, rows: 1, columns: 4 },
    { ...picture, scale: new ValueScale('clip', 0, 2) },
    { ...picture, scale: new ValueScale('clip', -1, 1) },
    { ...picture, scale: new ValueScale('absolute', 0, 1) },
    { ...picture, scale: new ValueScale('clip', 0, 1, 'viridis') },
  ];
  expect(others.map((other) => isSamePicture(picture, other))).toEqual(others.map(() => false));
});

test('pixels that were used before are overwritten, every one', () => {
  const used = new Uint8ClampedArray(16).fill(77);
  expect([...pixelsOf(picture, used).data]).toEqual([...pixelsOf(picture).data]);
});

test('three planes are written as red, green and blue, each opaque', () => {
  const scale = new ValueScale('clip', 0, 1);
  const [red, green, blue] = [Float32Array.of(1, 0), Float32Array.of(0, 1), Float32Array.of(0.2, 5)];
  const { data } = pixelsOf({ planes: [red, green, blue], rows: 1, columns: 2, scale });
  expect([...data]).toEqual([255, 0, 51, 255, 0, 255, 255, 255]);
});
