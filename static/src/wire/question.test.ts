import { describe, expect, test } from 'vitest';
import { golden } from '../../tests/golden.ts';
import { type OperationName, QuestionError, readLink, readQuestion, writeLink, writeQuestion } from './question.ts';

interface GoldenQuestions {
  readonly accepted: readonly { op: OperationName; query: string; canonical: string }[];
  readonly refused: readonly { op: OperationName; query: string; field: string }[];
}

const cases = golden<GoldenQuestions>('question');

function refusal(query: string, op: OperationName): QuestionError {
  try {
    readQuestion(query, op);
  } catch (error) {
    if (error instanceof QuestionError) return error;
    throw error;
  }
  throw new Error(`${query} was accepted.`);
}

describe('the server and the browser agree', () => {
  test.each(cases.accepted)('that $op $query is $canonical', ({ op, query, canonical }) => {
    expect(writeQuestion(readQuestion(query, op))).toBe(canonical);
  });

  test.each(cases.accepted)('that $canonical is already canonical', ({ op, canonical }) => {
    expect(writeQuestion(readQuestion(canonical, op))).toBe(canonical);
  });

  test.each(cases.refused)('to refuse $op $query because of $field', ({ op, query, field }) => {
    expect(refusal(query, op).field).toBe(field);
  });
});

test('a refusal is a sentence that says what came and what was expected', () => {
  expect(refusal('image=face&kernel=1,2;3', 'convolution').message).toBe(
    'Row 2 of the kernel has 1 numbers and row 1 has 2.',
  );
  expect(refusal('image=cat&pool=median&window=2', 'pooling').message).toBe(
    "'median' is not known here; choose max, avg, sum, min or l2.",
  );
});

test('a fraction keeps its text and has its value', () => {
  const { kernel } = readQuestion('image=face&kernel=-1/8', 'convolution');
  expect(kernel).toEqual([[{ kind: 'written', rows: [[{ text: '-1/8', value: -0.125 }]] }]]);
});

test('a link keeps what belongs to the page, behind the question', () => {
  const link = readLink('?theme=dark&kernel=sobel-x&at=3,4&image=face', 'convolution');
  expect(link.view).toEqual({ theme: 'dark', at: '3,4' });
  expect(writeLink(link)).toBe('image=face&kernel=sobel-x&at=3,4&theme=dark');
});

test('a pooling window moves by its own size unless it is told otherwise', () => {
  expect(readQuestion('image=cat&pool=max&window=3,2', 'pooling').stride).toEqual({ rows: 3, columns: 2 });
});

test('escapes are read as UTF-8 and a plus is a plus', () => {
  expect(refusal('image=%C3%A4&kernel=1', 'convolution').message).toContain("'ä'");
  expect(refusal('image=a+b&kernel=1', 'convolution').message).toContain("'a+b'");
  expect(refusal('image=%FF&kernel=1', 'convolution').message).toContain('not UTF-8');
});

test('too large a side, too many planes and too long a number are refused', () => {
  expect(refusal(`image=face&kernel=${'1,'.repeat(31)}1`, 'convolution').message).toContain('31 cells a side');
  expect(refusal(`image=face&kernel=${'1|'.repeat(64)}1`, 'convolution').message).toContain('65 channels');
  expect(refusal(`image=face&kernel=${'1||'.repeat(64)}1`, 'convolution').message).toContain('65 filters');
  expect(refusal(`image=face&kernel=${'1'.repeat(33)}`, 'convolution').message).toContain('33 characters');
});
