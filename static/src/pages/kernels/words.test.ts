import { expect, test } from 'vitest';
import { inWords } from './words.ts';

test('counts below ten are words', () => {
  expect([inWords(1), inWords(9), inWords(25)]).toEqual(['one', 'nine', '25']);
});
