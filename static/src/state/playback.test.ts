import { expect, test } from 'vitest';
import { Playback } from './playback.svelte.ts';

const GRID = { filters: 1, height: 4, width: 5 };

/** A playback over 4 × 5 outputs whose clock is moved by hand. */
function started(options: { isCalm?: () => boolean } = {}) {
  let tick: ((milliseconds: number) => void) | null = null;
  const playback = new Playback({
    ...options,
    clock: (call) => {
      tick = call;
      return () => {
        tick = null;
      };
    },
  });
  playback.fit(GRID);
  return { playback, isRunning: () => tick !== null, wait: (milliseconds: number) => tick?.(milliseconds) };
}

test('it opens in the middle, the calculation done', () => {
  const { playback } = started();
  expect(playback.place).toEqual({ filter: 0, row: 2, column: 2 });
  expect(playback.moment).toMatchObject({ subStep: 'write', progress: 1 });
});

test('another output keeps the place as far as it is still there', () => {
  const { playback } = started();
  playback.pin(19);
  playback.fit({ filters: 1, height: 9, width: 3 });
  expect(playback.place).toEqual({ filter: 0, row: 3, column: 2 });
});

test('a place of a link is kept until there is something to show', () => {
  const playback = new Playback();
  playback.restore({ filter: 0, row: 1, column: 3 }, { subStep: 'add', progress: 0.5 });
  playback.fit(GRID);
  expect(playback.moment).toEqual({ position: 8, subStep: 'add', progress: 0.5 });
});

test('the pointer moves the stencil, but not one that is pinned or playing', () => {
  const { playback } = started();
  playback.point(3);
  expect(playback.position).toBe(3);
  playback.pin(7);
  playback.point(3);
  expect(playback.position).toBe(7);
  playback.unpin();
  playback.play();
  playback.point(3);
  expect(playback.position).toBe(7);
});

test('playing begins with the calculation of this place and paints what it writes', () => {
  const { playback, wait } = started();
  playback.play();
  expect(playback.painting).toBe(true);
  expect(playback.moment).toEqual({ position: 12, subStep: 'place', progress: 0 });
  wait(700);
  expect(playback.moment).toEqual({ position: 12, subStep: 'multiply', progress: 0.5 });
});

test('a sweep passes over all outputs in 20 seconds at speed 5, each with its calculation done', () => {
  const { playback, wait, isRunning } = started();
  playback.setPace('sweep');
  playback.play();
  wait(10_500);
  expect(playback.seen).toEqual({ position: 10, subStep: 'write', progress: 1 });
  wait(10_000);
  expect([playback.playing, isRunning(), playback.position]).toEqual([false, false, 19]);
});

test('out of sight the clock stands still', () => {
  const { playback, isRunning } = started();
  playback.play();
  playback.setVisible(false);
  expect([playback.playing, isRunning()]).toEqual([true, false]);
  playback.setVisible(true);
  expect(isRunning()).toBe(true);
});

test('a calm reader sees each position with its calculation done', () => {
  const { playback, wait } = started({ isCalm: () => true });
  playback.play();
  wait(700);
  expect(playback.seen).toEqual({ position: 12, subStep: 'write', progress: 1 });
});

test("a presenter's clicker goes through the parts of a calculation", () => {
  const { playback } = started();
  playback.seekSubStep('place');
  playback.nextSubStep();
  expect(playback.moment.subStep).toBe('multiply');
  playback.previousSubStep();
  expect(playback.moment.subStep).toBe('place');
});
