import { expect, test } from 'vitest';
import { FILLINGS, filled } from './fillings.ts';

const input = (height: number, width: number, plane = 0) => ({ of: 'input', plane, height, width }) as const;

test('counting counts in reading order', () => {
  expect(filled('counting', 1, input(2, 3))).toEqual([
    [1, 2, 3],
    [4, 5, 6],
  ]);
});

test('an impulse is a one in the middle, for even sides before it', () => {
  expect(filled('impulse', 1, input(3, 4))).toEqual([
    [0, 0, 0, 0],
    [0, 1, 0, 0],
    [0, 0, 0, 0],
  ]);
});

test('a thrown plane is the corner of every larger one', () => {
  const small = filled('0-9', 4, input(3, 3));
  const large = filled('0-9', 4, input(9, 7));
  expect(large.slice(0, 3).map((row) => row.slice(0, 3))).toEqual(small);
});

test('another seed, another plane and the weights each have numbers of their own', () => {
  const planes = [
    filled('0-9', 1, input(5, 5)),
    filled('0-9', 2, input(5, 5)),
    filled('0-9', 1, input(5, 5, 1)),
    filled('0-9', 1, { ...input(5, 5), of: 'weights' }),
  ];
  expect(new Set(planes.map(String)).size).toBe(4);
});

test('every filling stays in its range', () => {
  const [low, high] = [
    { '0-3': 0, '0-9': 0, '-2-2': -2, ones: 1, counting: 1, impulse: 0 },
    { '0-3': 3, '0-9': 9, '-2-2': 2, ones: 1, counting: 64, impulse: 1 },
  ] as const;
  for (const filling of FILLINGS) {
    const cells = filled(filling, 3, input(8, 8)).flat();
    expect([Math.min(...cells), Math.max(...cells)]).toEqual([low[filling], high[filling]]);
  }
});
