import { expect, test } from 'vitest';
import { planeOf, volumeOf } from '../../scene/volume.ts';
import { readPlane, writePlane } from '../../wire/values.ts';
import { correlated, weightsOf } from '../picture/small.ts';
import { composed, costs } from './compose.ts';

const plane = (text: string) => readPlane(text, 31, 'kernel');

test('3×3 after 3×3 is 5×5, and two small means are a tent', () => {
  const box = plane('1/9,1/9,1/9;1/9,1/9,1/9;1/9,1/9,1/9');
  expect(composed(box, box).map((row) => row.length)).toEqual([5, 5, 5, 5, 5]);
  expect(writePlane(composed(plane('1/3,1/3,1/3'), plane('1/3,1/3,1/3')))).toBe('1/9,2/9,1/3,2/9,1/9');
});

test('a column of 1 2 1 and a row of 1 0 −1 make sobel', () => {
  expect(writePlane(composed(plane('1;2;1'), plane('1,0,-1')))).toBe('1,0,-1;2,0,-2;1,0,-1');
  expect(costs(plane('1;2;1'), plane('1,0,-1'))).toEqual([6, 9]);
});

test('sliding one and then the other is sliding the composed one, away from the rim', () => {
  const [a, b] = [plane('1,2,0;0,-1,3;1,0,0'), plane('0,1,0;2,0,-1;1,1,0')];
  const picture = volumeOf([Float32Array.from({ length: 81 }, (_, index) => (index * 7) % 11)], 9, 9);
  const twice = correlated(correlated(picture, weightsOf(a)), weightsOf(b));
  const once = correlated(picture, weightsOf(composed(a, b)));
  const middle = (plane: Float32Array) => [3, 4, 5].map((row) => plane[row * 9 + 4]);
  expect(middle(planeOf(once, 0))).toEqual(middle(planeOf(twice, 0)));
});

test('long decimals are multiplied as doubles', () => {
  expect(composed(plane('0.123456789'), plane('2'))[0]?.[0]?.value).toBeCloseTo(0.246913578);
});
