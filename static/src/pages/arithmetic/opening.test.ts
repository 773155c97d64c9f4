import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { recipeOf } from '../../ui/arithmetic/recipe.ts';
import { refilled } from '../../ui/arithmetic/shape.ts';
import { type ConvolutionQuestion, readQuestion, writeQuestion } from '../../wire/question.ts';
import { ARITHMETIC } from './opening.ts';

test('the page opens with the numbers of seed 1, as every seat that types it finds them', () => {
  const question = readQuestion(ARITHMETIC.text, 'convolution') as ConvolutionQuestion;
  const planes = question.kernel.map((filter) => filter.map((plane) => (plane.kind === 'written' ? plane.rows : [])));
  const recipe = recipeOf(new Map());
  const exercise = { question, planes };
  const anew = { ...question, ...refilled(exercise, 'input', recipe), ...refilled(exercise, 'weights', recipe) };
  expect(writeQuestion(anew)).toBe(ARITHMETIC.text);
});

test('the server opens with the same question', () => {
  const server = readFileSync(new URL('../../../../app/pages/arithmetic.py', import.meta.url), 'utf8');
  expect(server).toContain(`OPENING = "${ARITHMETIC.text}"`);
});
