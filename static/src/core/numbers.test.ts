import { expect, test } from 'vitest';
import { numberOf, readNumber, writeDecimal } from './numbers.ts';

test.each([
  ['3', '3', 3],
  ['-0.50', '-0.5', -0.5],
  ['007', '7', 7],
  ['1e2', '100', 100],
  ['1e-7', '1e-7', 1e-7],
  ['0.000001', '0.000001', 1e-6],
  ['-0', '0', 0],
  ['1/9', '1/9', 1 / 9],
  ['-03/012', '-3/12', -0.25],
  ['0/5', '0', 0],
])('%s is written %s', (text, canonical, value) => {
  expect(readNumber(text)).toEqual({ text: canonical, value });
});

test.each(['', '+1', '.5', '5.', '1,5', ' 1', '1e', 'nan', 'Infinity', '1/-2', '1/2.5', '٣', '0x10'])(
  '%j is no number',
  (text) => {
    expect(() => readNumber(text)).toThrow('is not a number');
  },
);

test('what divides by nought, is too large or too long says so', () => {
  expect(() => readNumber('-1/00')).toThrow('-1/00 divides by zero.');
  expect(() => readNumber('1e9')).toThrow('1e9 is too large');
  expect(() => readNumber('1e999')).toThrow('too large');
  expect(() => readNumber('9999999999/3')).toThrow('too large');
  expect(() => readNumber('1'.repeat(33))).toThrow('33 characters is too long');
});

test('computed numbers are written with the fewest digits that read back', () => {
  expect(numberOf(0.1 + 0.2)).toEqual({ text: '0.30000000000000004', value: 0.1 + 0.2 });
  expect([1e-7, 1.25e-7, 123456789, -0, 1e15, 2.5e15].map(writeDecimal)).toEqual([
    '1e-7',
    '1.25e-7',
    '123456789',
    '0',
    '1e15',
    '2.5e15',
  ]);
});
