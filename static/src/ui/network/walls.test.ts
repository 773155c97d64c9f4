import { expect, test } from 'vitest';
import { nextWall, type Parts, WALL_KEYS, wallOf, wallsOf } from './walls.ts';

const nothing: Parts = {
  overview: true,
  maps: false,
  unit: false,
  kernel: false,
  dream: false,
  end: false,
  classes: false,
};
const all: Parts = { overview: true, maps: true, unit: true, kernel: true, dream: true, end: true, classes: true };

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
  expect(walls.map((wall) => nextWall(wall, { ...all, kernel: false }))).toEqual([
    'maps',
    'unit',
    'dream',
    'end',
    'classes',
    'overview',
  ]);
});

test('what a unit would like to see comes after what it weighs with, what a class takes after the answer', () => {
  expect([nextWall('kernel', all), nextWall('end', all)]).toEqual(['dream', 'classes']);
  expect([
    wallOf('dream', nothing),
    wallOf('classes', all),
    wallOf(undefined, { ...nothing, maps: true, dream: true }),
  ]).toEqual(['overview', 'classes', 'maps']);
});

test('each part has a key of its own, and none is taken by what the wall can do besides', () => {
  const keys = Object.values(WALL_KEYS).map(([key]) => key);
  expect(new Set([...keys, 'w', 'c', 'n', 'p', 'f', 'x', '?']).size).toBe(keys.length + 7);
});
