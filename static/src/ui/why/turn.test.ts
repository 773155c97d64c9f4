import { expect, test } from 'vitest';
import { readPlane } from '../../wire/values.ts';
import { eased, turnedTiles } from './turn.ts';

const PAIR = readPlane('1,2;3,4', 31, 'kernel');
const at = (t: number) =>
  turnedTiles(PAIR, t).map(({ number, x, y }) => [number.text, Math.round(2 * x), Math.round(2 * y)]);

test('at 0 the tiles stand as written, at 1 each has changed places with its opposite', () => {
  expect(at(0)).toEqual([
    ['1', -1, -1],
    ['2', 1, -1],
    ['3', -1, 1],
    ['4', 1, 1],
  ]);
  expect(at(1)).toEqual([
    ['1', 1, 1],
    ['2', -1, 1],
    ['3', 1, -1],
    ['4', -1, -1],
  ]);
});

test('half way the kernel stands on a quarter turn', () => {
  expect(at(0.5)[0]).toEqual(['1', 1, -1]);
});

test('the turn starts and ends softly', () => {
  expect([eased(0), eased(0.5), eased(1)]).toEqual([0, 0.5, 1]);
});
