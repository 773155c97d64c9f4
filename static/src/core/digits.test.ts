import { expect, test } from 'vitest';
import {
  digitsOf,
  fixed,
  formatMarked,
  formatPixel,
  formatShare,
  formatValue,
  shortest,
  showSum,
  signed,
  typographic,
} from './digits.ts';

test('a float32 is named by the digits that were meant', () => {
  expect(shortest(Math.fround(0.1))).toBe(0.1);
  expect(shortest(Math.fround(1 / 3))).toBe(0.33333334);
  expect(shortest(16777217)).toBe(16777216);
  const trying = (single: number): number =>
    [1, 2, 3, 4, 5, 6, 7, 8, 9]
      .map((digits) => Number(single.toPrecision(digits)))
      .find((one) => Math.fround(one) === single) ?? NaN;
  const powers = Array.from({ length: 277 }, (_, index) => 2 ** (index - 149));
  const drawn = Array.from({ length: 3000 }, (_, index) => Math.fround(Math.sin(index) * 10 ** ((index % 13) - 6)));
  const short = Array.from({ length: 3000 }, (_, index) => Math.fround(index / 10 ** (index % 7)));
  for (const single of [...powers, ...drawn, ...short, -0.1].map(Math.fround))
    expect(shortest(single)).toBe(trying(single));
});

test('what is shown in full says so, what is rounded says so too', () => {
  expect(digitsOf(Math.fround(0.25))).toEqual({ text: '0.25', exact: true });
  expect(digitsOf(1 / 3)).toEqual({ text: '0.3333', exact: false });
  expect(formatMarked(1 / 3)).toBe('≈ 0.3333');
  expect(formatMarked(-2)).toBe('−2');
});

test('whole digits are never rounded away', () => {
  expect(formatValue(123456)).toBe('123456');
  expect(formatValue(123456.5)).toBe('123457');
  expect(digitsOf(123456.5).exact).toBe(false);
});

test('very small and very large numbers are written as powers of ten', () => {
  expect(formatValue(-1.25e-7)).toBe('−1.25 × 10⁻⁷');
  expect(formatValue(0.0001)).toBe('0.0001');
  expect(formatValue(3e20)).toBe('3 × 10²⁰');
});

test('nought has no sign, and what is no number is not hidden', () => {
  expect([formatValue(-0), fixed(-0.001, 2), typographic('-0')]).toEqual(['0', '0.00', '0']);
  expect([formatValue(Number.NaN), formatValue(Number.NEGATIVE_INFINITY), fixed(Number.POSITIVE_INFINITY, 1)]).toEqual([
    'not a number',
    '−∞',
    '∞',
  ]);
});

test('fractions keep their form and get a true minus', () => {
  expect(typographic('-1/9')).toBe('−1/9');
});

test('a pixel is read as 0…255, with a decimal where it lies between two levels', () => {
  expect(formatPixel(Math.fround(58 / 255))).toBe('58');
  expect(formatPixel(0.5)).toBe('127.5');
  expect(formatPixel(-1)).toBe('−255');
});

test('a share that is small is not nought, and one that is large is not all', () => {
  expect([0, 0.0002, 0.004, 0.12, 0.9996, 1].map(formatShare)).toEqual([
    '0 %',
    '< 0.1 %',
    '0.4 %',
    '12 %',
    '> 99.9 %',
    '100 %',
  ]);
});

test('whole terms stand as whole numbers', () => {
  expect(showSum([12, -4, 18], 26)).toEqual({ terms: ['12', '−4', '18'], total: '26', relation: '=' });
});

test('all terms get the decimals that the longest needs', () => {
  expect(showSum([0.5, 0.25, 1], 1.75)).toEqual({ terms: ['0.50', '0.25', '1.00'], total: '1.75', relation: '=' });
});

test('float32 noise is not shown: 0.1 + 0.2 is 0.3', () => {
  const total = Math.fround(Math.fround(0.1) + Math.fround(0.2));
  expect(showSum([Math.fround(0.1), Math.fround(0.2)], total)).toEqual({
    terms: ['0.1', '0.2'],
    total: '0.3',
    relation: '=',
  });
});

test('rounded terms that do not add up stand beside an ≈', () => {
  expect(showSum([1 / 3, 1 / 3, 1 / 3], 1)).toEqual({ terms: ['0.33', '0.33', '0.33'], total: '1.00', relation: '≈' });
});

test('rounded terms that do add up need none', () => {
  expect(showSum([1 / 3, 2 / 3], 1)).toEqual({ terms: ['0.33', '0.67'], total: '1.00', relation: '=' });
});

test('where two decimals do not add up, four may', () => {
  const shown = { terms: ['0.1264', '0.1272'], total: '0.2536', relation: '=' };
  expect(showSum([0.1264123, 0.1272123], 0.2536246)).toEqual(shown);
});

test('a term that counts is never shown as nought in an equation', () => {
  expect(showSum([0.00001, 1 / 3], 0.33334333)).toMatchObject({ relation: '≈' });
});

test('shown terms and shown total always add up where "=" is written', () => {
  const value = (text: string): number => Math.round(Number(text.replace('−', '-')) * 1e4);
  for (let seed = 1; seed < 400; seed++) {
    const terms = Array.from({ length: 9 }, (_, index) => Math.sin(seed * (index + 1)) * 10 ** ((seed % 5) - 2));
    const total = terms.reduce((sum, term) => sum + term);
    const shown = showSum(terms, total);
    const sum = shown.terms.reduce((whole, term) => whole + value(term), 0);
    if (shown.relation === '=') expect(sum).toBe(value(shown.total));
  }
});

test('a change has its sign in front, and none where nothing is left of it', () => {
  expect([signed(0.5, 2), signed(-1.25, 2), signed(0.001, 2), signed(-0.001, 2)]).toEqual([
    '+0.50',
    '−1.25',
    '0.00',
    '0.00',
  ]);
});
