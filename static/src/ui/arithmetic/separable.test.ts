import { expect, test } from 'vitest';
import { readPlane, writePlane } from '../../wire/values.ts';
import { factorsOf, madeSeparable } from './separable.ts';

const plane = (text: string) => readPlane(text, 31, 'kernel');

function factors(text: string): [column: string, row: string] | null {
  const found = factorsOf(plane(text));
  return found && [writePlane(found.column), writePlane(found.row)];
}

test('Sobel is a blur down and a difference across', () => {
  expect(factors('1,0,-1;2,0,-2;1,0,-1')).toEqual(['1;2;1', '1,0,-1']);
});

test('a box keeps its ninths on one side', () => {
  expect(factors('1/9,1/9,1/9;1/9,1/9,1/9;1/9,1/9,1/9')).toEqual(['1/9;1/9;1/9', '1,1,1']);
});

test('a row of noughts in front hides no factors', () => {
  expect(factors('0,0;0,2;0,4')).toEqual(['0;2;4', '0,1']);
});

test('what is of a higher rank, or nothing at all, has none', () => {
  expect(factors('0,1,0;1,-4,1;0,1,0')).toBeNull();
  expect(factors('0,0;0,0')).toBeNull();
});

test('any kernel can be made separable, and then has factors', () => {
  for (const text of ['0,1,0;1,-4,1;0,1,0', '3,1;2,2', '0,0;0,0', '1/2,1;1,3']) {
    expect(factorsOf(madeSeparable(plane(text)))).not.toBeNull();
  }
  expect(writePlane(madeSeparable(plane('3,1;2,2')))).toBe('9,3;6,2');
});
