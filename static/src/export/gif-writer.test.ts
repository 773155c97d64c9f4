import { expect, test } from 'vitest';
import { Changes, GifWriter, paletteOf, wholly } from './gif-writer.ts';

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

test('on a transparent ground what is half seen is mixed with what it will lie on, and nothing stays nothing', () => {
  const [nothing, halfBlack] = [0x00000000, 0x80000000];
  expect([...wholly(Uint32Array.of(nothing, halfBlack, PINK), [255, 255, 255])]).toEqual([0, 0xff7f7f7f, PINK]);
  expect([...wholly(Uint32Array.of(halfBlack), [18, 18, 18])]).toEqual([0xff090909]);
});

test('on a transparent ground every frame is whole and takes the one before it away', () => {
  const changes = new Changes([
    [255, 255, 255],
    [0, 0, 0],
    [0, 0, 0],
  ]);
  expect([...changes.seen(Uint32Array.of(WHITE, 0))]).toEqual([0, 2]);
  expect([...changes.seen(Uint32Array.of(0, BLACK))]).toEqual([2, 1]);
  const writer = new GifWriter({ width: 2, height: 1 }, [[0, 0, 0]], [255, 255, 255]);
  writer.sample(Uint32Array.of(0, BLACK));
  writer.write(Uint32Array.of(0, BLACK), 100);
  writer.write(Uint32Array.of(BLACK, 0), 100);
  // A graphic control: 0x21 0xf9 0x04, then the way of disposal (2: to the ground) with the bit of transparency.
  const bytes = [...writer.finish()];
  const controls = bytes.flatMap((byte, at) => (byte === 0x21 && bytes[at + 1] === 0xf9 ? [bytes[at + 3]] : []));
  expect(controls).toEqual([(2 << 2) | 1, (2 << 2) | 1]);
});
