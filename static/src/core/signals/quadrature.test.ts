import { expect, test } from 'vitest';
import { golden } from '../../../tests/golden.ts';
import { type Chosen, functionOf } from './functions.ts';
import { integral, overlap } from './quadrature.ts';

const make = (shape: Chosen['shape'], width = 1, seed = 1) => functionOf({ shape, width, seed, drawn: [] });
const TIMES = [-3.1, -1, -0.4, 0, 0.3, 0.999, 1.5, 2.75, 5];

test('a box with itself is a triangle', () => {
  const box = make('box', 2);
  for (const t of TIMES) expect(overlap(box, box, t)).toBeCloseTo(Math.max(0, 2 - Math.abs(t)), 13);
});

test('an exponential with itself is t e^(−t/w)', () => {
  const decay = make('exponential', 0.7);
  for (const t of TIMES) expect(overlap(decay, decay, t)).toBeCloseTo(t <= 0 ? 0 : t * Math.exp(-t / 0.7), 12);
});

test('a Gaussian with a Gaussian is a Gaussian whose variances add up', () => {
  const [a, b] = [0.5, 0.8];
  const [one, other] = [make('gaussian', a), make('gaussian', b)];
  const variance = a * a + b * b;
  for (const t of TIMES) {
    const closed = (Math.sqrt(2 * Math.PI) * a * b * Math.exp((-t * t) / (2 * variance))) / Math.sqrt(variance);
    expect(overlap(one, other, t)).toBeCloseTo(closed, 12);
  }
});

test('an impulse leaves the other as it is, and turning makes no difference to a box', () => {
  const [impulse, decay, box] = [make('impulse'), make('exponential', 0.7), make('box', 2)];
  for (const t of TIMES) {
    expect(overlap(impulse, decay, t)).toBe(decay.at(t));
    expect(overlap(decay, impulse, t)).toBe(decay.at(t));
    expect(overlap(decay, box, t, false)).toBeCloseTo(overlap(decay, box, t, true), 13);
  }
});

test('without turning, what one lets through is found where the two are alike', () => {
  const ramp = make('ramp', 2);
  expect(overlap(ramp, ramp, 0, false)).toBeCloseTo(2 / 3, 13);
  expect(overlap(ramp, ramp, 0, true)).toBeCloseTo(1 / 3, 13);
});

test('the integral of x¹⁵ over one panel is exact', () => {
  expect(integral((x) => x ** 15 + x ** 2, [-1, 1], 2)).toBeCloseTo(2 / 3, 14);
});

interface Case {
  readonly h: Omit<Chosen, 'drawn'>;
  readonly k: Omit<Chosen, 'drawn'>;
  readonly turned: boolean;
  readonly t: readonly number[];
  readonly y: readonly number[];
}

test.each(golden<{ readonly integrals: readonly Case[] }>('signals').integrals)(
  'as scipy integrates: $h.shape with $k.shape, turned $turned',
  ({ h, k, turned, t, y }) => {
    const [one, other] = [functionOf({ ...h, drawn: [] }), functionOf({ ...k, drawn: [] })];
    t.forEach((at, index) => {
      expect(overlap(one, other, at, turned)).toBeCloseTo(y[index] as number, 9);
    });
  },
);
