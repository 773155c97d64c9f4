import { expect, test } from 'vitest';
import { readAddress } from '../../state/link.svelte.ts';
import { writeQuestion } from '../../wire/question.ts';
import { OPENING } from './opening.ts';

test('an empty link is the page’s own opening, and a signal alone takes its kernel', () => {
  expect(writeQuestion(readAddress('', OPENING).question)).toBe(OPENING.text);
  expect(writeQuestion(readAddress('?grid=1,2,3', OPENING).question)).toBe('grid=1,2,3&kernel=1,2');
  expect(writeQuestion(readAddress('?kernel=1,1', OPENING).question)).toBe('grid=1,2,3,4,5,6&kernel=1,1');
  expect(writeQuestion(readAddress('?view=h=box,1', OPENING).question)).toBe(OPENING.text);
});

test.each([
  ['image=cat&kernel=1,2', 'image'],
  ['grid=1,2;3,4&kernel=1,2', 'grid'],
  ['grid=1,2|3,4&kernel=1,2|1,2', 'grid'],
  ['grid=1,2&kernel=1;2', 'kernel'],
  ['grid=1,2&kernel=box-blur', 'kernel'],
  ['grid=1,2&kernel=1||2', 'kernel'],
  ['grid=1,2&kernel=1&padding=1', 'padding'],
  ['grid=1,2&kernel=1&transposed=1', 'transposed'],
])('%s is at home on another page, and the page opens as it does', (search, field) => {
  const { question, problem } = readAddress(`?${search}`, OPENING);
  expect(problem?.field).toBe(field);
  expect(writeQuestion(question)).toBe(OPENING.text);
});

test.each(['padding=0,2', 'padding=0,1,0,3', 'stride=2&dilation=3', 'bias=1&activation=relu'])(
  '%s is a row’s own',
  (part) => {
    expect(readAddress(`?grid=1,2,3,4,5,6,7&kernel=1,2&${part}`, OPENING).problem).toBe(null);
  },
);
