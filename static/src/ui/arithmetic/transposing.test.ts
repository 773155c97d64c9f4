import { expect, test } from 'vitest';
import { type ConvolutionQuestion, readQuestion } from '../../wire/question.ts';
import { planesOf } from './exercise.ts';
import { withTransposed } from './transposing.ts';

function turned(text: string, transposed: boolean) {
  const question = readQuestion(text, 'convolution') as ConvolutionQuestion;
  return withTransposed({ question, planes: planesOf(question) }, transposed);
}

test('what makes a shape both ways keeps its padding', () => {
  const there = turned('grid=1,2,3;4,5,6;7,8,9&kernel=1,2;3,4&padding=1', true);
  expect(there?.transposed).toBe(true);
  expect(there?.padding).toBeUndefined();
});

test('the way back from a small input to a large kernel pads, so that the key always does something', () => {
  const back = turned('grid=1,2;3,4&kernel=1,2,1;3,4,1;1,1,1&stride=2&transposed=1', false);
  expect(back?.padding).toEqual({ kind: 'keyword', keyword: 'same' });
});

test('output padding and other borders stay behind', () => {
  const back = turned('grid=1,2;3,4&kernel=1,2;3,4&stride=2&output_padding=1&transposed=1', false);
  expect(back?.outputPadding).toEqual({ rows: 0, columns: 0 });
  expect(back?.border).toBe('zeros');
});
