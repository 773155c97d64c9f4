import { expect, test } from 'vitest';
import { AdaptiveWindow, evenWindow } from './adaptive.ts';
import { lengthOf, membersOf } from './geometry.ts';

test('five cells in three windows are two, three and two cells: no one window', () => {
  const window = new AdaptiveWindow(5, 3);
  expect([0, 1, 2].map((i) => membersOf(window.taps(i)))).toEqual([
    [0, 1],
    [1, 2, 3],
    [3, 4],
  ]);
  expect([0, 1, 2, 3, 4].map((j) => window.outputsOfInput(j))).toEqual([[0], [0, 1], [1], [1, 2], [2]]);
  expect(window.size).toBe(3);
  expect(evenWindow(5, 3)).toBeNull();
});

test('what divides is cut into neighbours, and one window more than half overlaps', () => {
  expect(evenWindow(6, 3)).toEqual({ size: 2, stride: 2 });
  expect(evenWindow(5, 4)).toEqual({ size: 2, stride: 1 });
  expect(evenWindow(7, 3)).toEqual({ size: 3, stride: 2 });
  expect(evenWindow(7, 1)).toEqual({ size: 7, stride: 7 });
});

test('an even window over the whole axis gives just as many outputs', () => {
  for (let n = 1; n <= 24; n++) {
    for (let m = 1; m <= n; m++) {
      const even = evenWindow(n, m);
      if (even) expect(Math.floor((n - even.size) / even.stride) + 1).toBe(m);
    }
  }
});

test('no cell is left out, the middle of a window lies in its own output, and another length is refused', () => {
  for (let n = 1; n <= 12; n++) {
    for (let m = 1; m <= 14; m++) {
      const window = new AdaptiveWindow(n, m);
      const seen = Array.from({ length: m }, (_, i) => membersOf(window.span(i))).flat();
      expect(new Set(seen).size).toBe(n);
      for (let i = 0; i < m; i++) {
        const { start, stop } = window.span(i);
        if (m <= n) expect(Math.floor(window.placeOf((start + stop) / 2) + 1e-9)).toBe(i);
        expect(lengthOf(window.span(i))).toBeLessThanOrEqual(window.size);
      }
    }
  }
  expect(() => new AdaptiveWindow(5, 2).outputLength(6)).toThrow('cut for 5 cells, not for 6');
});
