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
  playback.restore({ place: { filter: 0, row: 1, column: 3 }, subStep: 'add', progress: 0.5, pinned: true });
  playback.fit(GRID);
  expect(playback.moment).toEqual({ position: 8, subStep: 'add', progress: 0.5 });
});

test('a place of a link waits for its output, until somebody moves', () => {
  const { playback } = started();
  playback.restore({ place: { filter: 0, row: 6, column: 0 }, subStep: 'write', progress: 1, pinned: true });
  expect(playback.place.row).toBe(3);
  playback.fit({ filters: 1, height: 9, width: 3 });
  expect([playback.place.row, playback.isAsLinked]).toEqual([6, true]);
  playback.fit(GRID);
  playback.step();
  playback.fit({ filters: 1, height: 9, width: 3 });
  expect([playback.place.row, playback.isAsLinked]).toEqual([3, false]);
});

test('a link without a place stands in the middle, and lets the pointer lead', () => {
  const { playback } = started();
  playback.pin(19);
  playback.restore({ place: null, subStep: 'write', progress: 1, pinned: false });
  expect([playback.isInMiddle, playback.pinned]).toEqual([true, false]);
});

test('a moment at rest is one that a link can name', () => {
  const { playback, wait } = started();
  playback.play();
  wait(401.7 + 600 / 3);
  playback.pause();
  expect(playback.moment).toEqual({ position: 12, subStep: 'multiply', progress: 0.34 });
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

test('two figures show one playback: it stands still where neither is in sight', () => {
  const { playback, isRunning } = started();
  playback.play();
  playback.setVisible(true, 'another');
  playback.setVisible(false);
  expect(isRunning()).toBe(true);
  playback.setVisible(false, 'another');
  expect(isRunning()).toBe(false);
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

test('who asked for less motion is left with a whole calculation', () => {
  const { playback, wait } = started({ isCalm: () => true });
  playback.play();
  wait(900);
  playback.pause();
  expect(playback.moment).toMatchObject({ subStep: 'write', progress: 1 });
});
