import { expect, test } from 'vitest';
import { FLAT } from '../../core/signals/chosen-text.ts';
import { type Chosen, functionOf } from '../../core/signals/functions.ts';
import { flattened, textsOf } from '../mark.ts';
import { areaWords, integralLayout, integralMoving, integralOf, integralScene } from './continuous.ts';
import { traced } from './curves.ts';
import { parametersOf, seenBy } from './sharing.ts';

const make = (shape: Chosen['shape'], width = 1) => functionOf({ shape, width, seed: 1, drawn: FLAT });
const VIEW = { width: 1200, form: 'page', reveal: 'all' } as const;

test('the area that is written is the integral', () => {
  const boxes = integralOf(make('box', 2), make('box', 2), true);
  expect(textsOf(integralScene(boxes, VIEW, 0.5).moving)).toContain('area = 1.5');
  const charging = integralOf(make('box', 2), make('exponential'), true);
  expect(textsOf(integralScene(charging, VIEW, 0.5).moving)).toContain('area ≈ 0.7769');
  expect(1 - Math.exp(-1.5)).toBeCloseTo(0.7769, 4);
  expect(areaWords(-3e-13)).toBe('= 0');
});

test('a jump is drawn as one: two points at its place', () => {
  const points = traced(make('box', 2), { from: -6, to: 6 });
  expect(points[0]).toEqual([-1, 1]);
  expect(points.at(-1)).toEqual([1, 1]);
});

test('area above and below the axis have colours of their own', () => {
  const waves = integralOf(make('sine', 2), make('box', 2), true);
  const { product } = integralLayout(waves, VIEW);
  const areas = [...flattened(integralMoving(waves, integralLayout(waves, VIEW), 0.4, 'all'))].flatMap((mark) =>
    mark.kind === 'path' && Array.isArray(mark.fill) ? [mark] : [],
  );
  const heights = areas.map(({ points }) => points.filter((_, index) => index % 2 === 1));
  const ground = product.box.y + product.box.height / 2;
  expect(new Set(areas.map(({ fill }) => `${fill}`)).size).toBe(2);
  expect([Math.max(...(heights[0] ?? [])), Math.min(...(heights[1] ?? []))]).toEqual([ground, ground]);
  expect(Math.min(...(heights[0] ?? []))).toBeLessThan(ground - 10);
  expect(Math.max(...(heights[1] ?? []))).toBeGreaterThan(ground + 10);
});

test('with an impulse the other comes out, and two impulses make one', () => {
  const { y } = integralOf(make('impulse'), make('gaussian', 0.5), true);
  for (const [t, value] of y) expect(value).toBeCloseTo(Math.exp(-2 * t * t), 12);
  const both = integralOf(make('impulse'), make('impulse'), true);
  expect(textsOf(integralScene(both, VIEW, 0).moving)).toContain('area = ∞ (δ)');
});

test('y is traced as far as t has come', () => {
  const boxes = integralOf(make('box', 2), make('box', 2), true);
  const count = (t: number, reveal: 'all' | 'written') =>
    Math.max(
      ...[...flattened(integralScene(boxes, { ...VIEW, reveal }, t).moving)].map((mark) =>
        mark.kind === 'path' && mark.stroke?.colour === 'output' && !mark.fill ? mark.points.length : 0,
      ),
    );
  expect(count(-5, 'written')).toBeLessThan(60);
  expect(count(-5, 'all')).toBe(2 * 241);
});

test('two convolutions of width 3 have 6 weights and 2 biases; fully connected they have 60 parameters', () => {
  expect(parametersOf('shared')).toEqual({ weights: 6, biases: 2 });
  expect(parametersOf('dense')).toEqual({ weights: 50, biases: 10 });
  expect([seenBy(0, 'shared'), seenBy(2, 'shared'), seenBy(0, 'dense').length]).toEqual([[0, 1], [1, 2, 3], 5]);
});
