import { expect, test } from 'vitest';
import { softmaxOf } from './softmax.ts';

test("the lecture's logits are class 0 almost surely", () => {
  const { largest, powers, total, shares } = softmaxOf([21.6, -12.3, 5.3, -7.0, -2.9, -6.9, 4.3, -6.6, 0.9, 0.4]);
  expect([largest, powers[0]]).toEqual([21.6, 1]);
  expect(shares[0]).toBeCloseTo(1 / total, 15);
  expect(shares[0]).toBeGreaterThan(0.9999998);
  expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
});

test('logits as large as thousands do not overflow', () => {
  expect(softmaxOf([5000, 5000]).shares).toEqual([0.5, 0.5]);
});
