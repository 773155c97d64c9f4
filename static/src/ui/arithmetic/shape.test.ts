import { expect, test } from 'vitest';
import { type ConvolutionQuestion, readQuestion, writeQuestion } from '../../wire/question.ts';
import { costOf } from './cost.ts';
import { recipeOf } from './recipe.ts';
import { type Exercise, refilled, reshaped, type Shape, shapeOf } from './shape.ts';

const RECIPE = recipeOf(new Map());

function exerciseOf(text: string): Exercise {
  const question = readQuestion(text, 'convolution') as ConvolutionQuestion;
  const planes = question.kernel.map((filter) => filter.map((plane) => (plane.kind === 'written' ? plane.rows : [])));
  return { question, planes };
}

const after = (text: string, change: Partial<Shape>): string => {
  const exercise = exerciseOf(text);
  return writeQuestion({ ...exercise.question, ...reshaped(exercise, change, RECIPE) });
};

test('a grid that grows keeps what is there, and takes the rest from the seed', () => {
  const grown = after('grid=7,7;7,7&kernel=1', { height: 3, width: 3 });
  const thrown = refilled(exerciseOf('grid=0,0,0;0,0,0;0,0,0&kernel=1'), 'input', RECIPE).subject;
  const cells = thrown?.kind === 'grid' ? thrown.grid[0]?.map((row) => row.map(({ text }) => text)) : [];
  expect(grown).toBe(`grid=7,7,${cells?.[0]?.[2]};7,7,${cells?.[1]?.[2]};${cells?.[2]?.join()}&kernel=1`);
});

test('a grid that shrinks and grows again, untouched, is the one it was', () => {
  const exercise = exerciseOf('grid=0,0,0;0,0,0;0,0,0&kernel=1');
  const question = { ...exercise.question, ...refilled(exercise, 'input', RECIPE) };
  const small = { ...question, ...reshaped({ ...exercise, question }, { height: 2, width: 1 }, RECIPE) };
  const again = { ...small, ...reshaped({ ...exercise, question: small }, { height: 3, width: 3 }, RECIPE) };
  expect(writeQuestion(again)).toBe(writeQuestion(question));
});

test('counting counts on, and what was typed into it stays', () => {
  const counting = { ...RECIPE, input: 'counting' as const };
  const wider = (text: string): string => {
    const exercise = exerciseOf(text);
    return writeQuestion({ ...exercise.question, ...reshaped(exercise, { width: 3 }, counting) });
  };
  expect(wider('grid=1,2;3,4&kernel=1')).toBe('grid=1,2,3;4,5,6&kernel=1');
  expect(wider('grid=1,2;3,9&kernel=1')).toBe('grid=1,2,3;3,9,6&kernel=1');
});

test('channels bring their weights, groups take them away', () => {
  const two = after('grid=1|2&kernel=5|6', { filters: 2 });
  expect(two).toMatch(/^grid=1\|2&kernel=5\|6\|\|[0-3]\|[0-3]$/);
  expect(after(two, { groups: 2 })).toMatch(/^grid=1\|2&kernel=5\|\|[0-3]&groups=2$/);
  expect(shapeOf(exerciseOf('grid=1|2&kernel=5'))).toMatchObject({ channels: 2, filters: 2, groups: 2 });
  expect(after('grid=1|2&kernel=5', { channels: 3, groups: 3, filters: 3 })).toMatch(/kernel=5\|\|5\|\|[0-3]&groups=3/);
});

test('a bias for each filter goes with its filter', () => {
  expect(after('grid=1&kernel=1||2&bias=3,4', { filters: 3 })).toContain('bias=3,4,0');
  expect(after('grid=1&kernel=1||2&bias=3,4', { filters: 1 })).toMatch(/bias=3$/);
  expect(after('grid=1&kernel=1&bias=3', { filters: 2 })).toMatch(/bias=3$/);
});

test('a size that stays the same changes no number', () => {
  expect(after('grid=1,2;3,4&kernel=1|2', {})).toBe('grid=1,2;3,4&kernel=1|2');
});

test('the lecture counts: three channels of 32 × 32 through ten filters of 5 × 5 make 768,000 products', () => {
  const channels = Array.from({ length: 3 }, () => Array(32).fill(Array(32).fill(1).join()).join(';')).join('|');
  const filter = Array(3).fill(Array(5).fill('1,1,1,1,1').join(';')).join('|');
  const exercise = exerciseOf(`grid=${channels}&kernel=${Array(10).fill(filter).join('||')}&padding=same&bias=1`);
  expect(costOf(exercise)).toMatchObject({ multiplications: 768_000, weights: 750, biases: 10 });
});

test('transposed, every input cell stamps the kernel once', () => {
  const exercise = exerciseOf('grid=1,2;3,4&kernel=1,1,1;1,1,1;1,1,1&stride=2&transposed=1');
  expect(costOf(exercise).multiplications).toBe(4 * 9);
});
