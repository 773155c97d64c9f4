import { expect, test } from 'vitest';
import { calculationOf, fitted, heldFrames, SIZES, sweepOf } from './clip.ts';

test('a sweep of few positions shows each for half a second', () => {
  const { moments, pace, hold } = sweepOf(9);
  expect(moments.map(({ position }) => position)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  expect([pace, hold]).toEqual([500, 1500]);
});

test('of 900 positions 150 are shown, the first and the last among them, in ten seconds and a half', () => {
  const { moments, pace } = sweepOf(900);
  expect(moments).toHaveLength(150);
  expect([0, 1, 2, 149].map((frame) => moments[frame]?.position)).toEqual([0, 6, 12, 899]);
  expect(moments.length * pace).toBe(10_500);
});

test('a photograph of four million positions makes no longer clip', () => {
  expect(sweepOf(2048 ** 2).moments).toHaveLength(150);
  expect(sweepOf(2048 ** 2).moments.at(-1)?.position).toBe(2048 ** 2 - 1);
});

test('one position is one frame, its result written', () => {
  expect(sweepOf(1).moments).toEqual([{ position: 0, subStep: 'write', progress: 1 }]);
});

test('a calculation runs through its sub-steps at half pace: 3.8 s in frames of 50 ms', () => {
  const { moments, pace } = calculationOf(417, false);
  expect(moments).toHaveLength((2 * (400 + 600 + 600 + 300)) / 50 + 1);
  expect(pace).toBe(50);
  expect(new Set(moments.map(({ subStep }) => subStep))).toEqual(new Set(['place', 'multiply', 'add', 'write']));
  expect(new Set(moments.map(({ position }) => position))).toEqual(new Set([417]));
  expect(moments.at(-1)).toEqual({ position: 417, subStep: 'write', progress: 1 });
});

test('a bias or an activation takes its time: 300 ms at half pace are 12 frames', () => {
  expect(calculationOf(0, true).moments.length - calculationOf(0, false).moments.length).toBe(12);
});

test('what the last frame stays is a whole number of frames, never none', () => {
  expect(heldFrames({ pace: 70, hold: 1500 })).toBe(21);
  expect(heldFrames({ pace: 500, hold: 100 })).toBe(1);
});

test('a scene lies in the middle of its frame, as large as fits', () => {
  expect(fitted({ width: 600, height: 300 }, SIZES['720p'], 40)).toEqual({ x: 40, y: 60, scale: 2 });
  expect(fitted({ width: 300, height: 640 }, SIZES['720p'], 40)).toEqual({ x: 490, y: 40, scale: 1 });
});
