import { expect, test } from 'vitest';
import { planOf, skipsOf } from './plan.ts';

const usual = { gap: 10, words: 20, least: 50, most: 200 };

test('a short network stands in one line, as large as it may be', () => {
  const { side, spots, height } = planOf({ ...usual, width: 1000, height: 600, stacks: [1, 2, 1] });
  expect(side).toBe(200);
  expect(spots.map(({ x, y }) => [x, y])).toEqual([
    [0, 0],
    [210, 0],
    [420, 0],
  ]);
  expect(height).toBe(2 * (200 + 20));
});

test('a long network breaks into the lines that leave its pictures largest', () => {
  const { side, spots, height } = planOf({ ...usual, width: 1000, height: 400, stacks: Array(30).fill(1) });
  const lines = new Set(spots.map(({ line }) => line)).size;
  expect(lines).toBeGreaterThan(1);
  expect(side).toBeGreaterThanOrEqual(60);
  expect(height).toBeLessThanOrEqual(400);
});

test('a network that cannot be seen at once grows downwards, its pictures no smaller than the least', () => {
  const { side, height } = planOf({ ...usual, width: 320, height: 300, stacks: Array(60).fill(1) });
  expect(side).toBe(50);
  expect(height).toBeGreaterThan(300);
});

test('whatever the room, no picture lies beyond it', () => {
  for (const width of [320, 358, 700, 1152]) {
    for (const count of [1, 6, 24, 90]) {
      const { side, spots } = planOf({ ...usual, width, height: 500, stacks: Array(count).fill(1) });
      expect(Math.max(...spots.map(({ x }) => x + side))).toBeLessThanOrEqual(width);
    }
  }
});

test('an edge is a skip where it passes a stop by', () => {
  const stop = (name: string, ...inputs: string[]) => ({ layers: [{ name, inputs }] });
  const rows = [stop('input'), stop('conv1', 'input'), stop('conv2', 'conv1'), stop('add', 'conv2', 'conv1')];
  expect(skipsOf(rows)).toEqual([{ from: 1, to: 3 }]);
});
