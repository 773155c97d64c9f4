import { expect, test } from 'vitest';
import { golden } from '../../tests/golden.ts';
import { readEdits, writeEdits } from './edits.ts';

const GOLDEN = golden<{ accepted: { text: string; canonical: string }[]; refused: { text: string; says: string }[] }>(
  'edits',
);

test.each(GOLDEN.accepted)('$text is written in one way that reads back as itself', ({ text, canonical }) => {
  expect(writeEdits(readEdits(text))).toBe(canonical);
  expect(writeEdits(readEdits(canonical))).toBe(canonical);
});

test.each(GOLDEN.refused)('$text is refused in a sentence', ({ text, says }) => {
  expect(() => readEdits(text)).toThrow(RangeError);
  expect(() => readEdits(text)).toThrow(says);
});
