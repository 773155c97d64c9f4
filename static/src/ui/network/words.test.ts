import { expect, test } from 'vitest';
import { countText, lastName, pairText, unitText, windowText } from './words.ts';

test('a window is said with what is not usual about it', () => {
  const layer = { kernel: [3, 3], stride: [2, 2], padding: [1, 1, 1, 1], dilation: [1, 1], groups: 1 };
  expect(windowText(layer as never)).toBe('3 × 3, stride 2, padding 1');
  expect(windowText({ ...layer, stride: [1, 1], padding: [0, 0, 0, 0], groups: 32 } as never)).toBe('3 × 3, 32 groups');
});

test('counts are grouped by thousands, what is not known is a dash', () => {
  expect(countText(60192808)).toBe('60\u202f192\u202f808');
  expect([pairText([4, null]), pairText([null, null]), pairText(null)]).toEqual(['4 × –', '–', '–']);
});

test('words count from 1, and a long name is known by its end', () => {
  expect([unitText([5, 6, 7]), unitText([0])]).toEqual(['map 6, row 7, column 8', 'number 1']);
  expect([lastName('stage1.block-2.conv1'), lastName('conv1')]).toEqual(['conv1', 'conv1']);
});
