import { expect, test } from 'vitest';
import { hasIndices, runsOf } from './indices.ts';

test('Lowered digits with the commas between them are one index', () => {
  expect(runsOf('x₀,₁₂ + b')).toEqual([
    { text: 'x', isIndex: false },
    { text: '0,12', isIndex: true },
    { text: ' + b', isIndex: false },
  ]);
});

test('A comma after an index is none of it', () => {
  expect(runsOf('max(x₀₀, x₀₁)').filter(({ isIndex }) => isIndex)).toEqual([
    { text: '00', isIndex: true },
    { text: '01', isIndex: true },
  ]);
});

test('A number has no indices', () => {
  expect([hasIndices('−12.5'), hasIndices('w₀')]).toEqual([false, true]);
});
