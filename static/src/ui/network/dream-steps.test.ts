import { expect, test } from 'vitest';
import { Viewing } from '../../state/viewing.svelte.ts';
import { DreamSteps, turningKeys } from './dream-steps.svelte.ts';

function pressed(steps: DreamSteps, key: string): void {
  steps.keys.find(({ keys }) => keys.includes(key))?.perform();
}

test('the last of what is kept is looked at, until a step is named', () => {
  const viewing = new Viewing();
  let count = 3;
  const steps = new DreamSteps(viewing, 'dreamt', () => count);
  expect(steps.index).toBe(2);
  count = 5;
  expect(steps.index).toBe(4);
  viewing.set('dreamt', '2');
  expect(steps.index).toBe(2);
  viewing.set('dreamt', '64');
  expect(steps.index).toBe(4);
});

test('keys go through the kept steps and stop at both ends', () => {
  const viewing = new Viewing();
  const steps = new DreamSteps(viewing, 'dreamt', () => 4);
  pressed(steps, 'ArrowLeft');
  expect([steps.index, viewing.get('dreamt')]).toEqual([2, '2']);
  pressed(steps, 'Home');
  pressed(steps, 'ArrowLeft');
  expect([steps.index, viewing.get('dreamt')]).toEqual([0, '0']);
  pressed(steps, 'End');
  pressed(steps, 'ArrowRight');
  expect([steps.index, viewing.get('dreamt')]).toEqual([3, undefined]);
});

test('a replay begins with grey, goes at its pace, and ends where the pictures end', () => {
  const steps = new DreamSteps(new Viewing(), 'dreamt', () => 3);
  pressed(steps, ' ');
  expect([steps.index, steps.isReplaying]).toEqual([0, true]);
  steps.pass(100);
  expect(steps.index).toBe(0);
  steps.pass(100);
  expect(steps.index).toBe(1);
  steps.pass(200);
  steps.pass(200);
  expect([steps.index, steps.isReplaying]).toEqual([2, false]);
});

test('a presenter turns to the next and back', () => {
  const turns: number[] = [];
  const keys = turningKeys('map', (by) => turns.push(by));
  for (const key of ['PageDown', 'ArrowDown', 'PageUp', 'ArrowUp'])
    keys.find((one) => one.keys.includes(key))?.perform();
  expect(turns).toEqual([1, 1, -1, -1]);
});
