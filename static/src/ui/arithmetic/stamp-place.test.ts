import { expect, test } from 'vitest';
import { SUB_STEPS } from '../../core/timeline.ts';
import { BEFORE_ALL, readStamp, writeStamp } from './stamp-place.ts';

test('Every place and moment reads back as it was written', () => {
  for (const subStep of SUB_STEPS) {
    for (const progress of [0, 0.25, 1]) {
      for (const place of [
        { filter: 0, row: 0, column: 0 },
        { filter: 2, row: 3, column: 11 },
      ]) {
        const text = writeStamp(place, { subStep, progress });
        expect(readStamp(text)).toEqual({ place, pinned: true, subStep, progress });
      }
    }
  }
  expect(writeStamp({ filter: 0, row: 1, column: 2 }, { subStep: 'write', progress: 1 })).toBe('1,2');
});

test('A stamp that cannot be read stands before the first', () => {
  const first = { place: { filter: 0, row: 0, column: 0 }, pinned: true, subStep: 'place', progress: 0 };
  expect(readStamp(BEFORE_ALL)).toEqual(first);
  for (const text of ['', 'nowhere', '1', '1,2~later', '1,2~add,7']) expect(readStamp(text)).toEqual(first);
});
