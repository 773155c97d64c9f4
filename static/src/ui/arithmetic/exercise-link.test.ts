import { expect, test } from 'vitest';
import { leave, mark, pose, posingOf, scoreOf } from './exercise-link.ts';

function options(entries: Readonly<Record<string, string>> = {}) {
  const map = new Map(Object.entries(entries));
  return {
    map,
    get: (name: string) => map.get(name),
    set: (name: string, value: string | null) => void (value === null ? map.delete(name) : map.set(name, value)),
  };
}

test('what is posed is what the link says', () => {
  const posing = { number: 12, level: 'padding', about: 'cell', seat: 4821 } as const;
  const link = options();
  pose(link, posing);
  expect(posingOf(link)).toEqual(posing);
  leave(link);
  expect([...link.map]).toEqual([]);
  expect(posingOf(link)).toBeNull();
});

test('a link that says only a number poses the easiest, for everybody', () => {
  expect(posingOf(options({ exercise: '3' }))).toEqual({ number: 3, level: 'plain', about: 'both', seat: 0 });
});

test.each(['', '0', '-1', 'x', '1.5', '100000'])('"%s" is no exercise', (exercise) => {
  expect(posingOf(options({ exercise }))).toBeNull();
});

test('the next exercise is unanswered, and the score goes on; another level starts anew', () => {
  const link = options();
  const posing = { number: 1, level: 'plain', about: 'both', seat: 0 } as const;
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
