import { expect, test } from 'vitest';
import { History } from './history.svelte.ts';

test('undo goes back a step, redo forward again', () => {
  const history = new History<string>();
  history.record('a');
  history.record('b');
  expect([history.undo('c'), history.undo('b'), history.undo('a')]).toEqual(['b', 'a', undefined]);
  expect([history.redo('a'), history.redo('b'), history.redo('c')]).toEqual(['b', 'c', undefined]);
});

test('a gesture is one step, until it settles', () => {
  const history = new History<number>();
  expect([history.record(1, 'drag'), history.record(2, 'drag')]).toEqual([true, false]);
  history.settle();
  expect(history.record(3, 'drag')).toBe(true);
  expect([history.undo(4), history.undo(3)]).toEqual([3, 1]);
});

test('a new change forgets what was undone', () => {
  const history = new History<string>();
  history.record('a');
  history.undo('b');
  history.record('a');
  expect(history.canRedo).toBe(false);
});

test('back and forward in the browser go along the same steps', () => {
  const isSame = (one: string, other: string): boolean => one === other;
  const history = new History<string>();
  history.record('a');
  history.record('b');
  history.travel('c', 'a', isSame);
  expect([history.canUndo, history.redo('a'), history.redo('b')]).toEqual([false, 'b', 'c']);
  history.travel('c', 'x', isSame);
  expect([history.canRedo, history.undo('x')]).toEqual([false, 'c']);
});
