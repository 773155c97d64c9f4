import { expect, test } from 'vitest';
import { lossByLot, momentAt, smoothed } from './course.ts';

test('a smoothed row begins with its first value and forgets it slowly', () => {
  const [first, second] = smoothed([4, 2]);
  expect(first).toBe(4);
  expect(second).toBeCloseTo((0.8 * 4 + 2) / 1.8, 12);
});

test('what never changes is not changed by smoothing', () => {
  for (const value of smoothed(Array.from({ length: 50 }, () => 0.3))) expect(value).toBeCloseTo(0.3, 12);
});

test('one of ten by lot costs 2.30', () => {
  expect(lossByLot(10)).toBeCloseTo(2.3, 2);
});

test('a batch between two moments belongs to the one before', () => {
  const steps = [0, 8, 16, 20];
  expect([0, 7, 8, 19, 20, 99].map((step) => momentAt(steps, step))).toEqual([0, 0, 1, 2, 3, 3]);
});
