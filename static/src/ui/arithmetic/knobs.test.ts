import { expect, test } from 'vitest';
import { thrown, wholeThrown } from '../../core/dice.ts';
import { BORDERS, type ConvolutionQuestion, readQuestion, writeQuestion } from '../../wire/question.ts';
import { readPadding } from '../../wire/values.ts';
import { reachOfPair, shapeRefusal } from '../kernel/shape-limits.ts';
import {
  CHANNELS,
  FILTERS,
  GROUPS,
  INPUT_HEIGHT,
  KERNEL_WIDTH,
  KNOBS,
  refusalOf,
  refusalOfShape,
  turned,
  valuesOf,
} from './knobs.ts';
import { recipeOf } from './recipe.ts';
import { type Exercise, shapeOf } from './shape.ts';
import { withTransposed } from './transposing.ts';

const RECIPE = recipeOf(new Map());

function exerciseOf(text: string): Exercise {
  const question = readQuestion(text, 'convolution') as ConvolutionQuestion;
  return withPlanes(question);
}

function withPlanes(question: ConvolutionQuestion): Exercise {
  const planes = question.kernel.map((filter) => filter.map((plane) => (plane.kind === 'written' ? plane.rows : [])));
  return { question, planes };
}

test('an input stays as large as the window, and a kernel as small as the input', () => {
  const exercise = exerciseOf('grid=1,2,3,4;1,2,3,4;1,2,3,4&kernel=1,1;1,1');
  expect(valuesOf(INPUT_HEIGHT, exercise)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]);
  expect(valuesOf(KERNEL_WIDTH, exercise)).toEqual([1, 2, 3, 4]);
  expect(refusalOf(KERNEL_WIDTH, exercise, 5)?.message).toBe('A window spanning 5 cells cannot fit in 4.');
  expect(refusalOf(INPUT_HEIGHT, exercise, 17)?.message).toBe('Input height: a whole number from 1 to 16.');
});

test('groups are divisors of the channels, and every group gets a filter', () => {
  const exercise = exerciseOf('grid=1|2|3|4&kernel=1|1|1|1');
  expect(valuesOf(GROUPS, exercise)).toEqual([1, 2, 4]);
  const depthwise = withPlanes({ ...exercise.question, ...turned(GROUPS, exercise, 4, RECIPE) });
  expect(shapeOf(depthwise)).toMatchObject({ channels: 4, filters: 4, groups: 4 });
  expect(valuesOf(FILTERS, depthwise)).toEqual([4]);
});

test('a depthwise convolution stays one when channels go', () => {
  const exercise = exerciseOf('grid=1|2|3&kernel=1||1||1&groups=3');
  expect(valuesOf(CHANNELS, exercise)).toEqual([1, 2, 3, 4]);
  const fewer = withPlanes({ ...exercise.question, ...turned(CHANNELS, exercise, 2, RECIPE) });
  expect(shapeOf(fewer)).toMatchObject({ channels: 2, filters: 2, groups: 2 });
});

test('what cannot be split is said', () => {
  expect(refusalOf(FILTERS, exerciseOf('grid=1|2&kernel=1||1&groups=2'), 3)?.message).toBe(
    '3 filters cannot be split into 2 equal groups.',
  );
});

/** One change that the controls allow, chosen by chance. */
function changed(exercise: Exercise, turn: number): Partial<ConvolutionQuestion> {
  const { question } = exercise;
  const shape = shapeOf(exercise);
  const [input, kernel] = [[shape.height, shape.width] as const, [shape.kernelHeight, shape.kernelWidth] as const];
  const among = <T>(all: readonly T[], salt: number): T => all[wholeThrown(0, all.length - 1, turn, salt)] as T;
  const pair = (name: 'stride' | 'dilation' | 'outputPadding', least: number): Partial<ConvolutionQuestion> => {
    const [low, high] = reachOfPair(name, question, input, kernel, [least, 6]);
    const value = wholeThrown(low, high, turn, 3);
    return value === question[name].rows ? {} : { [name]: { rows: value, columns: value } };
  };
  const possible = (changes: Partial<ConvolutionQuestion>[]): Partial<ConvolutionQuestion> => {
    const left = changes.filter((change) => shapeRefusal({ ...question, ...change }, input, kernel) === null);
    return left.length > 0 ? among(left, 4) : {};
  };
  const knob = among(KNOBS, 1);
  const kinds = [
    () => turned(knob, exercise, among(valuesOf(knob, exercise), 2), RECIPE),
    () => pair('stride', 1),
    () => pair('dilation', 1),
    () => (question.transposed ? pair('outputPadding', 0) : {}),
    () => possible(['valid', 'same', 'full', '1', '2,1', '0,1,2,3'].map((text) => ({ padding: readPadding(text) }))),
    () => possible(BORDERS.map((border) => ({ border }))),
    () => withTransposed(exercise, !question.transposed) ?? {},
  ];
  return (thrown(turn, 9) < 0.5 ? kinds[0] : among(kinds, 5))?.() ?? {};
}

test('three hundred changes by chance, and every one of them is a question with an answer', () => {
  for (const walk of [1, 2]) {
    let exercise = exerciseOf('grid=1,2,3,4,5;1,2,3,4,5;1,2,3,4,5&kernel=1,1;1,1');
    for (let turn = 0; turn < 150; turn++) {
      const change = changed(exercise, walk * 1000 + turn);
      exercise = withPlanes({ ...exercise.question, ...change });
      expect(refusalOfShape(shapeOf(exercise), exercise.question), `walk ${walk}, turn ${turn}`).toBeNull();
      if (turn % 10 > 0) continue;
      const text = writeQuestion(exercise.question);
      expect(writeQuestion(readQuestion(text, 'convolution'))).toBe(text);
    }
  }
});
