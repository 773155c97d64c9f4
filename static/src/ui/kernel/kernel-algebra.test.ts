import { expect, test } from 'vitest';
import { readPlane, writePlane } from '../../wire/values.ts';
import {
  cellText,
  halfTurned,
  isSymmetric,
  negated,
  normalised,
  quarterTurned,
  resized,
  stepOf,
  stepped,
  total,
  totalText,
  transposed,
} from './kernel-algebra.ts';

const plane = (text: string) => readPlane(text, 31, 'kernel');
const BOX = plane('1/9,1/9,1/9;1/9,1/9,1/9;1/9,1/9,1/9');
const SOBEL = plane('1,0,-1;2,0,-2;1,0,-1');
const BINOMIAL = plane('1,2,1;2,4,2;1,2,1');

test('nine ninths are exactly one, and three tenths are 0.3', () => {
  expect(total(BOX).text).toBe('1');
  expect(total(plane('0.1,0.1,0.1')).text).toBe('0.3');
  expect(total(plane('1/2,-1/3')).text).toBe('1/6');
});

test('a sum whose digits would fill the line is shown short and marked', () => {
  expect(totalText(plane('0.3333333333333333,0.123456789012'))).toBe('≈ 0.4568');
  expect(totalText(plane('-1/3'))).toBe('−1/3');
});

test('the binomial kernel is divided by its sum of 16 into exact fractions', () => {
  expect(writePlane(normalised(BINOMIAL) ?? [])).toBe('1/16,1/8,1/16;1/8,1/4,1/8;1/16,1/8,1/16');
  expect(writePlane(normalised(plane('0.5,1.5')) ?? [])).toBe('0.25,0.75');
});

test('weights that sum to nought cannot be divided by their sum', () => {
  expect(normalised(SOBEL)).toBeNull();
});

test('four quarter turns change nothing, two are half a turn, and one brings the left column to the top', () => {
  const once = quarterTurned(SOBEL);
  expect(writePlane(once)).toBe('1,2,1;0,0,0;-1,-2,-1');
  expect(quarterTurned(once)).toEqual(halfTurned(SOBEL));
  expect(quarterTurned(quarterTurned(quarterTurned(once)))).toEqual(SOBEL);
});

test('a rectangle turns and transposes too', () => {
  expect(writePlane(quarterTurned(plane('1,2,3')))).toBe('1;2;3');
  expect(writePlane(quarterTurned(plane('1;2;3')))).toBe('3,2,1');
  expect(writePlane(transposed(plane('1,2;3,4;5,6')))).toBe('1,3,5;2,4,6');
});

test('negating keeps fractions and has no minus nought', () => {
  expect(writePlane(negated(plane('1/9,0,-2.5')))).toBe('-1/9,0,2.5');
});

test('a larger kernel keeps its middle, and a smaller one loses its rim', () => {
  expect(writePlane(resized(plane('5'), 3, 3))).toBe('0,0,0;0,5,0;0,0,0');
  expect(writePlane(resized(BINOMIAL, 1, 1))).toBe('4');
  expect(resized(resized(SOBEL, 7, 5), 3, 3)).toEqual(SOBEL);
  expect(writePlane(resized(plane('1,2'), 1, 3))).toBe('0,1,2');
});

test('a step is one of the parts that the weights are counted in', () => {
  expect(stepOf(SOBEL).text).toBe('1');
  expect(stepOf(BOX).text).toBe('1/9');
  expect(stepOf(plane('0.5,0.25')).text).toBe('0.25');
  expect(stepOf(plane('0.0751136079541115,0.1238414')).text).toBe('0.01');
});

test('steps add exactly, with either sign', () => {
  expect(stepped(BOX[0]?.[0] ?? { text: '', value: 0 }, stepOf(BOX), 1, false).text).toBe('2/9');
  expect(stepped({ text: '0.1', value: 0.1 }, stepOf(plane('0.1')), 2, true).text).toBe('0.3');
  expect(stepped({ text: '1', value: 1 }, stepOf(SOBEL), -3, false).text).toBe('-2');
});

test('a long weight is shown with the decimals of the largest, a short one as it was written', () => {
  const [third, long, tiny] = plane('1/3,0.0034567891,-0.0000212345')[0] ?? [];
  const shown = [third, long, tiny].map((number) => number && cellText(number, 0.0083));
  expect(shown).toEqual(['1/3', '0.0035', '0.0000']);
});

test('what rounding leaves of a sum is nothing to divide by', () => {
  expect(normalised(plane('0.33333333,-0.33333334'))).toBeNull();
});

test('half a turn tells symmetric kernels from others', () => {
  expect(isSymmetric(BINOMIAL)).toBe(true);
  expect(isSymmetric(SOBEL)).toBe(false);
});
