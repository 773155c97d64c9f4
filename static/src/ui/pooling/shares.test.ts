import { expect, test } from 'vitest';
import { shareText } from './shares.ts';

test('a share is read as a fraction, and where windows overlap it may be a whole', () => {
  expect([0, 1, 0.25, 0.75, 4 / 9, -0.5].map(shareText)).toEqual(['0', '1', '1/4', '3/4', '4/9', '−1/2']);
});

test('what is no small fraction is written in digits', () => {
  expect(shareText(Math.SQRT1_2)).toBe('0.707');
});
