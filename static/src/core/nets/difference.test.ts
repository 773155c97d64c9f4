import { expect, test } from 'vitest';
import { differenceOf, joinedRanges, type Valued } from './difference.ts';

function valued(planes: readonly (readonly number[])[], exact = true): Valued {
  return {
    volume: { planes: planes.map((plane) => Float32Array.from(plane)), height: 1, width: planes[0]?.length ?? 0 },
    ranges: planes.map((plane) => [Math.min(...plane), Math.max(...plane)]),
    exact,
  };
}

test('A − B value by value, in float32, with the ranges of its own', () => {
  const made = differenceOf(
    valued([
      [3, 0.1],
      [-1, 2],
    ]),
    valued([
      [1, 0.3],
      [-1, 5],
    ]),
  );
  expect(made?.volume.planes.map((plane) => [...plane])).toEqual([
    [2, Math.fround(Math.fround(0.1) - Math.fround(0.3))],
    [0, -3],
  ]);
  expect(made?.ranges).toEqual([
    [Math.fround(Math.fround(0.1) - Math.fround(0.3)), 2],
    [-3, 0],
  ]);
  expect([made?.exact, made?.within]).toEqual([true, 0]);
});

test('of maps in 256 steps it is said how far the difference may be off: half a step of each', () => {
  const made = differenceOf(valued([[0, 255]], false), valued([[0, 510]], false));
  expect([made?.exact, made?.within]).toEqual([false, 1.5]);
});

test('maps of different shapes have no difference', () => {
  expect(differenceOf(valued([[1, 2]]), valued([[1, 2, 3]]))).toBeNull();
  expect(
    differenceOf(
      valued([[1, 2]]),
      valued([
        [1, 2],
        [3, 4],
      ]),
    ),
  ).toBeNull();
});

test('two answers are coloured alike over the range of both', () => {
  expect(
    joinedRanges(
      [
        [0, 1],
        [-2, 0],
      ],
      [
        [-1, 0.5],
        [-1, 4],
      ],
    ),
  ).toEqual([
    [-1, 1],
    [-2, 4],
  ]);
});
