import { expect, test } from 'vitest';
import { borderedValue, ringOf } from './border.ts';
import { gridOf } from './volume.ts';

const GRID = gridOf([
  [1, 2, 3],
  [4, 5, 6],
]);
const SIDES = [1, 2, 1, 1] as const;

test('The ring has one strip a side, and the corners once', () => {
  const strips = ringOf(GRID, SIDES, 'circular');
  const cells = strips.flatMap(({ top, left, volume: { height, width } }) =>
    Array.from({ length: height * width }, (_, at) => `${top + Math.floor(at / width)},${left + (at % width)}`),
  );
  expect(cells).toHaveLength((2 + 2) * (3 + 3) - 2 * 3);
  expect(new Set(cells).size).toBe(cells.length);
  expect([...(strips[0]?.volume.planes[0] ?? [])]).toEqual([6, 4, 5, 6, 4, 5]);
});

test('Every cell of the ring has the value that the calculation meets there', () => {
  for (const border of ['zeros', 'replicate', 'reflect', 'circular'] as const) {
    for (const { top, left, volume } of ringOf(GRID, [1, 1, 1, 1], border)) {
      volume.planes[0]?.forEach((value, at) => {
        const [row, column] = [top + Math.floor(at / volume.width), left + (at % volume.width)];
        expect(value).toBe(borderedValue(GRID, 0, row, column, border));
      });
    }
  }
});

test('The same ring is asked for twice and made once', () => {
  expect(ringOf(GRID, SIDES, 'reflect')).toBe(ringOf(GRID, SIDES, 'reflect'));
  expect(ringOf(GRID, SIDES, 'reflect')).not.toBe(ringOf(GRID, SIDES, 'zeros'));
});
