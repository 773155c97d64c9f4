import { expect, test } from 'vitest';
import { described } from '../../core/nets/described.ts';
import { plainLayer } from '../../core/nets/stack.ts';
import { captionOf, notesOf, overlapOf, paired, titleOf, told } from './words.ts';

const stack = { channels: 3, side: 32, layers: [{ ...plainLayer('conv', 5), padding: 'same', filters: 10 } as const] };
const { layers } = described(stack);

test('a layer goes by its window, and by what is not as usual', () => {
  expect([titleOf(stack.layers[0] as never), notesOf(stack.layers[0] as never)]).toEqual([
    'conv 5 × 5',
    'same · 10 filters',
  ]);
  expect([titleOf(plainLayer('max', 2)), notesOf(plainLayer('max', 2))]).toEqual(['max 2 × 2', '']);
});

test('pairs that agree are one number, and none is a dash', () => {
  expect([paired([3, 3]), paired([3, 5]), paired([null, null]), paired([-2, -2]), paired([0.5, 0.5])]).toEqual([
    '3',
    '3 × 5',
    '–',
    '−2',
    '0.5',
  ]);
});

test('neighbours of a 5 × 5 layer share 4 of 5 columns', () => {
  expect(overlapOf(layers[1] as never)).toBe('4 of 5');
  expect(captionOf(layers, stack)).toBe('A unit of conv1 sees 5 of 32 columns; the next one looks 1 further on.');
  expect(told(layers).map(({ name }) => name)).toEqual(['input', 'conv1']);
});
