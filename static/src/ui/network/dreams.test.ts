import { expect, test } from 'vitest';
import type { Dream } from '../../wire/network-answers.ts';
import { calledBriefly, climbedBriefly, sideBySide } from './dreams.ts';

const dream = {
  start: -0.1047,
  value: 24.19,
  steps: 64,
  top: [{ index: 7, name: '7', probability: 1 }],
} as unknown as Dream;

test('pictures beside each other are as large as the room allows', () => {
  const room = { width: 1000, height: 600, gap: 0, words: 0 };
  expect(sideBySide(1, 1, room)).toEqual({ columns: 1, width: 600 });
  expect(sideBySide(2, 1, room)).toEqual({ columns: 2, width: 500 });
  expect(sideBySide(11, 1, room)).toEqual({ columns: 4, width: 200 });
  expect(sideBySide(2, 0.5, room)).toEqual({ columns: 2, width: 300 });
});

test('the words under them, and what lies between, have their room', () => {
  expect(sideBySide(2, 1, { width: 1000, height: 600, gap: 20, words: 0 })).toEqual({ columns: 2, width: 490 });
  expect(sideBySide(2, 1, { width: 1000, height: 500, gap: 0, words: 100 })).toEqual({ columns: 2, width: 400 });
});

test('the back row is told how high it has come, beside the picture shown, and what that is called', () => {
  expect(climbedBriefly(dream, 5.3127)).toBe('24.2, shown 5.31');
  expect(climbedBriefly(dream, null)).toBe('24.2');
  expect(climbedBriefly(dream, -0.7736)).toBe('24.2, shown −0.77');
  expect(climbedBriefly({ ...dream, steps: 0 }, 5.3)).toBe('−0.1 for grey');
  expect([calledBriefly(dream, '7'), calledBriefly(dream, 'Map 7 of conv2')]).toEqual([
    'called so, 100 %',
    'called 7, 100 %',
  ]);
  expect([calledBriefly(dream, '7', true), calledBriefly(dream, '9', true)]).toEqual(['100 %', '7, 100 %']);
});
