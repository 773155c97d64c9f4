import { expect, test } from 'vitest';
import type { GeneratorEntry } from '../../wire/answers.ts';
import { highOf, readGenerator, tidied, writeGenerator } from './generator.ts';

const size = { name: 'size', kind: 'int', low: 1, high: 31, step: 1, default: 5, account: '' } as const;
const sigma = { name: 'sigma', kind: 'float', low: 0.1, high: 31, step: 0.1, default: 1, account: '' } as const;
const gaussian: GeneratorEntry = { name: 'gaussian', title: 'Gaussian', account: '', parameters: [size, sigma] };

test('what is not written takes its default, and all is written in the generator order', () => {
  const read = readGenerator('gaussian:sigma=1.5', [gaussian]);
  expect(read?.given).toEqual({ size: 5, sigma: 1.5 });
  expect(writeGenerator(gaussian, read?.given ?? {})).toBe('gaussian:size=5,sigma=1.5');
});

test('written weights and unknown names belong to no generator', () => {
  expect(readGenerator('1,0,-1', [gaussian])).toBeNull();
  expect(readGenerator('sobel-x', [gaussian])).toBeNull();
});

test('a slider ends at 15 cells unless the link went further', () => {
  expect(highOf(size, 5)).toBe(15);
  expect(highOf(size, 21)).toBe(21);
  expect(highOf({ ...sigma, name: 'aspect', high: 5 }, 1)).toBe(5);
});

test('three steps of a tenth are 0.3', () => {
  expect(tidied(0.1 + 0.2)).toBe(0.3);
});
