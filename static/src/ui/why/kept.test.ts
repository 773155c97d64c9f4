import { expect, test } from 'vitest';
import { readAdded, readTurned } from './kept.ts';

test('added weights keep their order, each once', () => {
  expect(readAdded('4,0,4,8')).toEqual([4, 0, 8]);
});

test('none of the weights is not the same as nothing said', () => {
  expect(readAdded('')).toEqual([]);
  expect(readAdded(undefined)).toBeNull();
  expect(readAdded('all')).toBeNull();
});

test('a turn lies between the kernel as it is and half a turn', () => {
  expect(['0.35', '1', '0', '7', '-1', 'x', undefined].map(readTurned)).toEqual([0.35, 1, 0, 0, 0, 0, 0]);
});
