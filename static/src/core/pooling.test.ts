import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { adaptiveGeometry } from './adaptive.ts';
import { type Geometry, makeGeometry, type Window } from './geometry.ts';
import { changeBetween, type Pool, type Pooling, pooled, sharesOf, shifted } from './pooling.ts';
import type { Volume } from './volume.ts';

interface Sliding {
  readonly window: [number, number];
  readonly stride: [number, number];
  readonly dilation: [number, number];
  readonly padding: [number, number, number, number];
}

/** Its windows follow the size of the output. */
interface Adaptive {
  readonly outputs: [number, number];
}

type Golden = (Sliding | Adaptive) & {
  readonly pool: Pool;
  readonly count_padding: boolean;
  readonly input: number[][][];
  readonly output: number[][][];
  readonly gradient: number[][][];
};

const golden = JSON.parse(
  readFileSync(new URL('../../../tests/golden/pooling.json', import.meta.url), 'utf8'),
) as Golden[];

function volume(planes: number[][][]): Volume {
  const [first = []] = planes;
  const flat = planes.map((rows) => Float32Array.from(rows.flat()));
  return { planes: flat, height: first.length, width: first[0]?.length ?? 0 };
}

function geometryOf(one: Golden): Geometry {
  const [height, width] = [one.input[0]?.length ?? 0, one.input[0]?.[0]?.length ?? 0];
  return 'outputs' in one ? adaptiveGeometry(one.outputs, height, width) : makeGeometry({ ...one, kernel: one.window });
}

function poolingOf(one: Golden): Pooling {
  const { rows, columns } = geometryOf(one);
  return { pool: one.pool, rows: rows as Window, columns: columns as Window, countPadding: one.count_padding };
}

function max(size: number, pool: Pool = 'max'): Pooling {
  const geometry = makeGeometry({ kernel: [size, size], stride: [size, size] });
  return { pool, rows: geometry.rows as Window, columns: geometry.columns as Window, countPadding: true };
}

const LECTURE = volume([
  [
    [1, 5, 3, 2],
    [0, 2, 1, 1],
    [4, 4, 6, 35],
    [4, 4, 6, 17],
  ],
]);

function expectClose(found: Volume, expected: number[][][]): void {
  const wanted = volume(expected);
  expect([found.height, found.width]).toEqual([wanted.height, wanted.width]);
  const [expectedPlane = []] = wanted.planes;
  for (const [at, value] of (found.planes[0] ?? []).entries())
    expect(value).toBeCloseTo(expectedPlane[at] as number, 5);
}

test.each(golden.map((one, index) => [index, one] as const))(
  'pooling %i is as torch has it, and so is its way back',
  (_, one) => {
    expectClose(pooled(volume(one.input), poolingOf(one)), one.output);
    expectClose(sharesOf(volume(one.input), poolingOf(one)), one.gradient);
  },
);

test('the lecture keeps 5 3, 4 35, and a gradient goes back to the first of equal winners', () => {
  expect(Array.from(pooled(LECTURE, max(2)).planes[0] ?? [])).toEqual([5, 3, 4, 35]);
  expect(Array.from(sharesOf(LECTURE, max(2)).planes[0] ?? [])).toEqual([
    0, 1, 1, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0,
  ]);
});

test('the shares of one output alone are its own window’s', () => {
  const shares = sharesOf(LECTURE, max(2, 'avg'), 3).planes[0] ?? [];
  expect(Array.from(shares)).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.25, 0.25, 0, 0, 0.25, 0.25]);
});

test('every gradient of 1 arrives somewhere where nothing is lost to the padding', () => {
  for (const pool of ['max', 'min', 'avg'] as const) {
    const sum = (sharesOf(LECTURE, max(2, pool)).planes[0] ?? new Float32Array()).reduce((all, one) => all + one, 0);
    expect(sum).toBe(4);
  }
});

test('a shift to the right brings the edge in again', () => {
  const moved = shifted(volume([[[1, 2, 3]]]), 1, 0);
  expect(Array.from(moved.planes[0] ?? [])).toEqual([1, 1, 2]);
  expect(Array.from(shifted(volume([[[1], [2], [3]]]), 0, -2).planes[0] ?? [])).toEqual([3, 3, 3]);
});

test('a spot that stays in its window changes nothing, and one that leaves it changes two outputs', () => {
  const spot = volume([[[9, 0, 0, 0]]]);
  const two = (input: Volume) => pooled(input, { ...max(2), rows: max(1).rows });
  expect(changeBetween(two(spot), two(volume([[[0, 9, 0, 0]]]))).share).toBe(0);
  const change = changeBetween(two(spot), two(volume([[[0, 0, 9, 0]]])));
  expect([change.share, change.mean]).toEqual([1, 9]);
});
