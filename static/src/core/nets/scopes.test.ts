import { expect, test } from 'vitest';
import { brokenAt, fitted, nameWithin, runsOf, scopesOf } from './scopes.ts';

const row = ['conv1', 's1.a.res.conv1', 's1.a.res.short.conv1', 's1.a.res.add', 's1.b.res.conv1', 'fc'].map((name) => ({
  kind: name.startsWith('s1.b') ? 'fold' : 'stop',
  layers: [{ name }] as [{ name: string }],
}));

test('neighbours in a block are named by all that they share; folds and what is in no block are not', () => {
  const runs = runsOf(row);
  expect(runs).toEqual([{ scope: 's1.a.res', first: 1, count: 3 }]);
  expect(scopesOf(runs, row.length)).toEqual(['', 's1.a.res', 's1.a.res', 's1.a.res', '', '']);
  expect(nameWithin('s1.a.res.short.conv1', 's1.a.res')).toBe('short.conv1');
  expect(nameWithin('conv1', '')).toBe('conv1');
});

test('a block that goes on in the next line is named there again', () => {
  const lines = [0, 0, 0, 1, 1, 1];
  expect(brokenAt(runsOf(row), lines)).toEqual([
    { scope: 's1.a.res', first: 1, count: 2 },
    { scope: 's1.a.res', first: 3, count: 1 },
  ]);
});

test('a scope that is too long loses its last parts, never half a part', () => {
  expect([fitted('stage1.entry.res', 16), fitted('stage1.entry.res', 15), fitted('stage1', 3)]).toEqual([
    'stage1.entry.res',
    'stage1.entry',
    'stage1',
  ]);
});
