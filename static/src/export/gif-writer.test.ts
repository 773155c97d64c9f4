import { expect, test } from 'vitest';
import { Changes, GifWriter, paletteOf } from './gif-writer.ts';

const [WHITE, BLACK, PINK] = [0xffffffff, 0xff000000, 0xff5b12b0];

test('a palette has the theme’s colours first, exactly, and an entry for "as before" last', () => {
  const palette = paletteOf(Uint32Array.of(WHITE, WHITE, BLACK, PINK), [[176, 18, 91]]);
  expect(palette[0]).toEqual([176, 18, 91]);
  expect(palette).toContainEqual([255, 255, 255]);
  expect(palette.length).toBeLessThanOrEqual(256);
  expect(palette.at(-1)).toEqual([0, 0, 0]);
});

test('colours that fill a surface come before those that are mixed, the largest first', () => {
  const palette = paletteOf(Uint32Array.of(BLACK, WHITE, WHITE, WHITE), []);
  expect(palette.slice(0, 2)).toEqual([
    [255, 255, 255],
    [0, 0, 0],
  ]);
});

test('of a frame only what has changed is written: the rest is the last entry', () => {
  const changes = new Changes([
    [255, 255, 255],
    [0, 0, 0],
    [176, 18, 91],
    [0, 0, 0],
  ]);
  expect([...changes.since(Uint32Array.of(WHITE, BLACK, PINK))]).toEqual([0, 1, 2]);
  expect([...changes.since(Uint32Array.of(WHITE, WHITE, PINK))]).toEqual([3, 0, 3]);
});

test('a colour that is not in the palette takes the nearest, never "as before"', () => {
  const changes = new Changes([
    [255, 255, 255],
    [10, 10, 10],
    [0, 0, 0],
  ]);
  expect([...changes.since(Uint32Array.of(BLACK))]).toEqual([1]);
});

test('two frames make a GIF of the size that was asked for, which ends as GIFs end', () => {
  const writer = new GifWriter({ width: 2, height: 1 }, [[255, 255, 255]]);
  writer.sample(Uint32Array.of(WHITE, BLACK));
  writer.write(Uint32Array.of(WHITE, BLACK), 100);
  writer.write(Uint32Array.of(BLACK, BLACK), 500);
  const bytes = writer.finish();
  expect(String.fromCharCode(...bytes.subarray(0, 6))).toBe('GIF89a');
  expect([...bytes.subarray(6, 10)]).toEqual([2, 0, 1, 0]);
  expect(bytes.at(-1)).toBe(0x3b);
});
