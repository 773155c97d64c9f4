import { expect, test } from 'vitest';
import type { Plan } from '../../core/nets/plan.ts';
import { MARGIN, waysOf } from './arcs.ts';

const spot = (x: number, y: number, line: number) => ({ x, y, line, words: [20] });
/** Two lines of two stops, 50 wide and 10 apart. */
const plan: Plan = {
  side: 50,
  height: 200,
  spots: [spot(0, 20, 0), spot(60, 20, 0), spot(0, 120, 1), spot(60, 120, 1)],
};

test('over stops of its own line a skip is an arc from the one top to the other', () => {
  const wide = { ...plan, spots: [...plan.spots.slice(0, 2), spot(120, 20, 0)] };
  expect(waysOf(wide, [{ from: 0, to: 2 }], 170, false)).toMatchObject({
    skips: [expect.stringMatching(/^M31 18 C/)],
    tags: [],
  });
});

test('a skip to another line leaves at the right under a letter, and comes in at the left under the same one', () => {
  const { skips, tags, steps } = waysOf(plan, [{ from: 1, to: 3 }], 110, false);
  expect(skips).toHaveLength(2);
  expect(skips[0]).toMatch(/^M91 18 .* H124 /);
  expect(skips[1]).toMatch(/^M-14 .* H79 V118$/);
  expect(tags.map(({ letter, x }) => [letter, x])).toEqual([
    ['A', 110 + MARGIN - 10],
    ['A', 10 - MARGIN],
  ]);
  expect(steps).toEqual([]);
});

test('skips that leave the same line have letters of their own, under each other', () => {
  const { tags } = waysOf(
    plan,
    [
      { from: 0, to: 2 },
      { from: 0, to: 3 },
      { from: 1, to: 3 },
    ],
    110,
    false,
  );
  expect(tags.map(({ letter }) => letter).join('')).toBe('AABBCC');
  expect(new Set(tags.map(({ x, y }) => `${x} ${y}`)).size).toBe(6);
});

test('what simply goes on is an arrow in the gap; where the line breaks, one out of it and one into the next', () => {
  expect(waysOf(plan, [{ from: 0, to: 1 }], 110, false).steps).toEqual(['M52 45 h9']);
  expect(waysOf(plan, [{ from: 1, to: 2 }], 110, false).steps).toEqual(['M112 45 h9', 'M-12 145 h9']);
});
