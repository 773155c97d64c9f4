import { expect, test } from 'vitest';
import type { KernelEntry } from '../../wire/answers.ts';
import { familiesOf, neighbour } from './gallery.ts';

const entry = (name: string, family: string, alias: string | null = null) =>
  ({ name, family, alias_of: alias }) as KernelEntry;

test('kernels stand by family, and a second name for the same weights is left out', () => {
  const kernels = [entry('box', 'blur'), entry('sobel-x', 'edges'), entry('sobel-left', 'edges', 'sobel-x')];
  expect(familiesOf(kernels).map(({ title, kernels }) => [title, kernels.map(({ name }) => name)])).toEqual([
    ['Blur', ['box']],
    ['Edges', ['sobel-x']],
  ]);
});

test('arrows go along a line and to the nearest of the next', () => {
  const at = (name: string, left: number, top: number) => ({ name, getBoundingClientRect: () => ({ left, top }) });
  const items = [at('a', 0, 0), at('b', 50, 0), at('c', 100, 0), at('d', 10, 80), at('e', 60, 80)];
  const from = (index: number, key: string) => neighbour(items, items[index], key)?.name;
  expect([from(0, 'ArrowRight'), from(0, 'ArrowLeft'), from(1, 'ArrowDown'), from(4, 'ArrowUp')]).toEqual([
    'b',
    undefined,
    'e',
    'b',
  ]);
  expect([from(3, 'ArrowDown'), from(0, 'End'), from(0, 'x')]).toEqual([undefined, 'e', undefined]);
});
