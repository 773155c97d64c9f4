import { expect, test } from 'vitest';
import { edgesOf, isSkip, planOf } from './plan.ts';

const usual = { gap: 10, over: 5, words: () => 20, least: 50, most: 200 };

test('a short network stands in one line, as large as it may be', () => {
  const { side, spots, height } = planOf({ ...usual, width: 1000, height: 600, stacks: [1, 2, 1] });
  expect(side).toBe(200);
  expect(spots.map(({ x, y }) => [x, y])).toEqual([
    [0, 5],
    [210, 5],
    [420, 5],
  ]);
  expect(height).toBe(5 + 2 * (200 + 20));
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
  expect(side).toBe(56); // five beside each other fill the width
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

test('words that are not yet pictures take their own height, each line as much as its longest', () => {
  const { spots, height } = planOf({
    ...{ ...usual, width: 110, height: 1000, stacks: [1, 1, 1], isBare: true, most: 50 },
    words: (stop) => [20, 30, 10][stop] ?? 0,
  });
  expect(spots.map(({ y, words }) => [y, words])).toEqual([
    [5, [30]],
    [5, [30]],
    [50, [10]],
  ]);
  expect(height).toBe(60);
});

test('long words that have nothing under them push no picture down; what stands over another stays in step', () => {
  const words = (stop: number, picture: number): number => [[30, 10], [90], [20, 15]][stop]?.[picture] ?? 0;
  const { spots, height } = planOf({ ...usual, width: 1000, height: 900, stacks: [2, 1, 2], words, most: 100 });
  expect(spots.map((spot) => spot.words)).toEqual([[30, 15], [90], [30, 15]]);
  expect(height).toBe(5 + 100 + 30 + 100 + 15);
});

test('an edge is a skip where it passes a stop by; two layers of a stop that read the same are one edge', () => {
  const stop = (name: string, ...inputs: string[]) => ({ layers: [{ name, inputs }] });
  const rows = [stop('input'), stop('conv1', 'input', 'input'), stop('conv2', 'conv1'), stop('add', 'conv2', 'conv1')];
  const edges = edgesOf(rows);
  expect(edges).toEqual([
    { from: 0, to: 1 },
    { from: 1, to: 2 },
    { from: 2, to: 3 },
    { from: 1, to: 3 },
  ]);
  expect(edges.filter(isSkip)).toEqual([{ from: 1, to: 3 }]);
});
