import { expect, test } from 'vitest';
import { nextWall, wallOf } from './walls.ts';

test('one key shows the diagram alone, the picture alone, and both again', () => {
  expect([nextWall('both'), nextWall('diagram'), nextWall('picture')]).toEqual(['diagram', 'picture', null]);
  expect([wallOf(undefined), wallOf('moon'), wallOf('picture')]).toEqual(['both', 'both', 'picture']);
});
