import { expect, test } from 'vitest';
import { nextWall, type Parts, wallOf, wallsOf } from './walls.ts';

const nothing: Parts = { overview: true, maps: false, unit: false, kernel: false, end: false };
const all: Parts = { overview: true, maps: true, unit: true, kernel: true, end: true };

test('without a name, the innermost that is opened has the wall', () => {
  expect(wallOf(undefined, nothing)).toBe('overview');
  expect(wallOf(undefined, { ...nothing, maps: true })).toBe('maps');
  expect(wallOf(undefined, all)).toBe('unit');
});

test('a name that stands for nothing here is no name', () => {
  expect([wallOf('kernel', all), wallOf('kernel', { ...nothing, maps: true }), wallOf('moon', nothing)]).toEqual([
    'kernel',
    'maps',
    'overview',
  ]);
});

test('one key goes through all that is there, and round', () => {
  const walls = wallsOf({ ...all, kernel: false });
  expect(walls.map((wall) => nextWall(wall, { ...all, kernel: false }))).toEqual(['maps', 'unit', 'end', 'overview']);
});
