import { expect, test } from 'vitest';
import { neighbour } from './roaming.ts';

// Two lines; the second tile of the first has another under it.
const tiles = [
  { x: 0, y: 0 },
  { x: 100, y: 0 },
  { x: 100, y: 60 },
  { x: 200, y: 0 },
  { x: 0, y: 200 },
  { x: 100, y: 200 },
];

test('an arrow goes to the tile that lies that way, what is beside it before what is beyond', () => {
  expect(neighbour(tiles, 0, [1, 0])).toBe(1);
  expect(neighbour(tiles, 1, [1, 0])).toBe(3);
  expect(neighbour(tiles, 1, [0, 1])).toBe(2);
  expect(neighbour(tiles, 2, [0, 1])).toBe(5);
  expect(neighbour(tiles, 5, [0, -1])).toBe(2);
});

test('where nothing lies that way the tile stays', () => {
  expect([neighbour(tiles, 0, [-1, 0]), neighbour(tiles, 3, [1, 0]), neighbour(tiles, 0, [0, -1])]).toEqual([0, 3, 0]);
});
