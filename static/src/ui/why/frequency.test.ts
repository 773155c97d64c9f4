import { expect, test } from 'vitest';
import { valueAt } from '../../scene/volume.ts';
import { characterOf, magnitude, profile, response } from './frequency.ts';

const MEAN = [[1 / 3, 1 / 3, 1 / 3]];
const SOBEL = [
  [1, 0, -1],
  [2, 0, -2],
  [1, 0, -1],
];

test('the mean of three keeps a flat picture, kills the wave of three cells, and leaves a third of the finest', () => {
  expect(magnitude(MEAN, 0, 0)).toBeCloseTo(1);
  expect(magnitude(MEAN, 0, (2 * Math.PI) / 3)).toBeCloseTo(0);
  expect(magnitude(MEAN, 0, Math.PI)).toBeCloseTo(1 / 3);
});

test('sobel kills what is flat and answers 8 to the wave of four cells along the row', () => {
  expect(magnitude(SOBEL, 0, 0)).toBe(0);
  expect(magnitude(SOBEL, 0, Math.PI / 2)).toBeCloseTo(8);
  expect(Math.max(...profile(SOBEL).down)).toBeCloseTo(0);
});

test('the map has the flat picture in its middle', () => {
  expect(valueAt(response(MEAN, 9), 0, 4, 4)).toBeCloseTo(1);
  expect(valueAt(response(MEAN, 9), 0, 4, 0)).toBeCloseTo(1 / 3);
});

test('kernels are called by what they let through', () => {
  expect(characterOf(MEAN)).toBe('low');
  expect(characterOf(SOBEL)).toBe('band');
  expect(characterOf([[-1, 3, -1]])).toBe('high');
  expect(characterOf([[0, 1, 0]])).toBe('all');
});
