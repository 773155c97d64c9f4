import { expect, test } from 'vitest';
import { cutsOf, evenLengths, evenWindow } from './adaptive.ts';

test('five cells in three windows are two, three and two cells: no one window', () => {
  expect(cutsOf(5, 3).map(({ start, stop }) => stop - start)).toEqual([2, 3, 2]);
  expect(evenWindow(5, 3)).toBeNull();
});

test('what divides is cut into neighbours, and one window more than half overlaps', () => {
  expect(evenWindow(6, 3)).toEqual({ size: 2, stride: 2 });
  expect(evenWindow(5, 4)).toEqual({ size: 2, stride: 1 });
  expect(evenWindow(7, 1)).toEqual({ size: 7, stride: 7 });
});

test('an even window over the whole axis gives just as many outputs', () => {
  for (let n = 1; n <= 24; n++) {
    for (const m of evenLengths(n)) {
      const { size, stride } = evenWindow(n, m) ?? { size: 0, stride: 0 };
      expect(Math.floor((n - size) / stride) + 1).toBe(m);
    }
  }
});
