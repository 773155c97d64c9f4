import { expect, test } from 'vitest';
import { atlasOf, cornerOf, underPoint } from './atlas.ts';

test('32 maps of 28 × 28 stand 6 across, two cells apart', () => {
  expect(atlasOf(32, 28, 28)).toMatchObject({ across: 6, down: 6, gap: 2, width: 6 * 28 + 10 });
});

test('every cell of every tile is found again under its own place, and nothing between tiles', () => {
  const atlas = atlasOf(7, 3, 4);
  for (let index = 0; index < 7; index++) {
    const { x, y } = cornerOf(atlas, index);
    expect(underPoint(atlas, 7, x + 3.5, y + 2.5)).toEqual({ index, row: 2, column: 3 });
  }
  expect(underPoint(atlas, 7, 4.5, 0)).toBeNull();
  expect(underPoint(atlas, 7, -1, 0)).toBeNull();
  expect(underPoint(atlas, 7, atlas.width - 1, atlas.height - 1)).toBeNull();
});

test('no tile lies beyond its texture', () => {
  for (const count of [1, 2, 10, 64, 513]) {
    const atlas = atlasOf(count, 5, 9);
    const { x, y } = cornerOf(atlas, count - 1);
    expect(x + 9).toBeLessThanOrEqual(atlas.width);
    expect(y + 5).toBeLessThanOrEqual(atlas.height);
    expect(atlas.across * atlas.down).toBeGreaterThanOrEqual(count);
  }
});
