import { expect, test } from 'vitest';
import { thrown, wholeThrown } from './dice.ts';

const many = Array.from({ length: 4000 }, (_, index) => index);

test('the same numbers throw the same, for every seat', () => {
  expect(thrown(7, 0, 2, 3)).toBe(thrown(7, 0, 2, 3));
  expect(wholeThrown(0, 9, 1, 0, 0)).toBe(wholeThrown(0, 9, 1, 0, 0));
  expect(many.slice(0, 12).map((column) => wholeThrown(0, 9, 1, 0, column))).toMatchInlineSnapshot(`
    [
      1,
      6,
      0,
      7,
      7,
      1,
      4,
      8,
      4,
      2,
      5,
      6,
    ]
  `);
});

test('neighbours in every place, seed included, are thrown anew', () => {
  const throws = [thrown(1, 0, 0, 0), thrown(2, 0, 0, 0), thrown(1, 1, 0, 0), thrown(1, 0, 1, 0), thrown(1, 0, 0, 1)];
  expect(new Set(throws).size).toBe(5);
});

test('every whole number of a range comes about as often as the others', () => {
  const throws = many.map((column) => wholeThrown(-2, 2, 3, column));
  for (const number of [-2, -1, 0, 1, 2]) {
    const count = throws.filter((one) => one === number).length;
    expect(Math.abs(count - 800)).toBeLessThan(100);
  }
});

test('rows do not follow each other: half of the pairs of neighbours go up', () => {
  const ups = many.filter((column) => thrown(5, column) < thrown(5, column + 1)).length;
  expect(Math.abs(ups - 2000)).toBeLessThan(150);
});
