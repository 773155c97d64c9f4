import { expect, test } from 'vitest';
import { nextWall, type Wall, wallOf } from './walls.ts';

function round(isTransposed: boolean): (Wall | null)[] {
  const seen: (Wall | null)[] = [null];
  do seen.push(nextWall(seen.at(-1) ?? null, isTransposed));
  while (seen.at(-1) !== null);
  return seen;
}

test('one key goes through all figures and back to the stage', () => {
  expect(round(true)).toEqual([null, 'cell', 'sizes', 'ways', 'unrolled', null]);
});

test('two ways are passed over where nothing is transposed', () => {
  expect(round(false)).toEqual([null, 'cell', 'sizes', 'unrolled', null]);
});

test('a figure that nobody knows, or that there is not now, is the stage', () => {
  const link = (wall: string): Map<string, string> => new Map([['wall', wall]]);
  expect(wallOf(link('sizes'), false)).toBe('sizes');
  expect(wallOf(link('ways'), true)).toBe('ways');
  expect(wallOf(link('ways'), false)).toBe(null);
  expect(wallOf(link('moon'), true)).toBe(null);
  expect(wallOf(new Map(), true)).toBe(null);
});
