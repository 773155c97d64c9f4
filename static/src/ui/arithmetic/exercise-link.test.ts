import { expect, test } from 'vitest';
import { FIRST } from './exercise.ts';
import { leave, mark, pose, posingOf, readCount, scoreOf } from './exercise-link.ts';

function options(entries: Readonly<Record<string, string>> = {}) {
  const map = new Map(Object.entries(entries));
  return {
    map,
    get: (name: string) => map.get(name),
    set: (name: string, value: string | null) => void (value === null ? map.delete(name) : map.set(name, value)),
  };
}

test('what is posed is what the link says', () => {
  const posing = { number: 12, level: 'padding', about: 'cell', seed: 3, seats: 'own', seat: 4821 } as const;
  const link = options();
  pose(link, posing);
  expect(posingOf(link)).toEqual(posing);
  leave(link);
  expect([...link.map]).toEqual([]);
  expect(posingOf(link)).toBeNull();
});

test('a link that says only a number poses the easiest, for everybody', () => {
  expect(posingOf(options({ exercise: '3' }))).toEqual({ ...FIRST, number: 3 });
});

test.each(['', '0', '-1', 'x', '1.5', '100000'])('"%s" is no exercise', (exercise) => {
  expect(posingOf(options({ exercise }))).toBeNull();
});

test('the next exercise is unanswered, and the score goes on; another level starts anew', () => {
  const link = options();
  const posing = FIRST;
  pose(link, posing);
  link.set('answer', '3');
  link.set('revealed', '');
  mark(link, 1, 'r');
  pose(link, { ...posing, number: 2 });
  expect(link.get('answer')).toBeUndefined();
  expect(link.get('revealed')).toBeUndefined();
  mark(link, 2, 'w');
  expect(scoreOf(link)).toEqual({ right: 1, asked: 2 });
  pose(link, { ...posing, level: 'stride' });
  expect(scoreOf(link)).toEqual({ right: 0, asked: 0 });
});

test('only the first answer to an exercise counts', () => {
  const link = options();
  mark(link, 5, 'w');
  mark(link, 5, 'r');
  mark(link, 51, 'r');
  expect(link.get('marks')).toBe('5w51r');
  expect(scoreOf(link)).toEqual({ right: 1, asked: 2 });
});

test('a seat may still have to tell its number, and then the link has it', () => {
  const link = options();
  pose(link, { ...FIRST, seats: 'own' });
  expect([...link.map]).toEqual([
    ['exercise', '1'],
    ['seats', 'own'],
  ]);
  expect(posingOf(link)).toEqual({ ...FIRST, seats: 'own' });
  pose(link, { ...FIRST, seats: 'own', seat: 12 });
  expect([...link.map]).toEqual([
    ['exercise', '1'],
    ['seat', '12'],
  ]);
});

test.each(['', '0', '-1', '1.5', 'two', '100000', '1e3'])('"%s" is no seat', (text) => {
  expect(readCount(text, 1)).toBeNull();
});

test('a seat is a whole number, with or without blanks', () => {
  expect(readCount(' 12 ', 1)).toBe(12);
  expect(readCount('0', 0)).toBe(0);
});
