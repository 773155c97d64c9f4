import { expect, test } from 'vitest';
import { golden } from '../../tests/golden.ts';
import { isClippedBy, rangeOfValues, type ValueRange } from './value-range.ts';

interface Counted {
  readonly about: string;
  readonly clip: ValueRange;
  readonly values: number[];
  readonly share: number;
}

test.each(golden<Counted[]>('clipping'))('the server counts the same values as clipped: $about', (one) => {
  const clipped = one.values.filter((value) => isClippedBy(one.clip, Math.fround(value)));
  expect(clipped.length / one.values.length).toBe(one.share);
});

test('a range goes from the smallest value to the largest, and of nothing it is 0…0', () => {
  expect(rangeOfValues(Float32Array.of(0.5, -2, 3))).toEqual([-2, 3]);
  expect(rangeOfValues(new Float32Array())).toEqual([0, 0]);
});
