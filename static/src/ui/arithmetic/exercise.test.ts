import { expect, test } from 'vitest';
import { geometryFor } from '../../state/operation.ts';
import { readQuestion, writeQuestion } from '../../wire/question.ts';
import { exerciseOf, LEVELS, type Level, type Posing, planesOf, SUBJECTS } from './exercise.ts';
import { refusalOfShape } from './knobs.ts';
import { shapeOf } from './shape.ts';

const plain: Posing = { number: 1, level: 'plain', about: 'both', seat: 0 };
/** 500 numbers of every level, each its own seat now and then. */
const many = LEVELS.flatMap((level) =>
  Array.from({ length: 500 }, (_, index): Posing => ({ ...plain, level, number: index + 1, seat: (index % 3) * 1234 })),
);

function sizesOf(posing: Posing) {
  const { question } = exerciseOf(posing);
  const shape = shapeOf({ question, planes: planesOf(question) });
  const { rows, columns } = geometryFor(question, planesOf(question));
  return { question, shape, output: [rows.outputLength(shape.height), columns.outputLength(shape.width)] as const };
}

test('one number is one exercise, at every seat; another number, level or seat is another', () => {
  expect(exerciseOf(plain)).toEqual(exerciseOf({ ...plain }));
  const texts = [plain, { ...plain, number: 2 }, { ...plain, seat: 7 }, { ...plain, level: 'stride' as const }];
  expect(new Set(texts.map((posing) => writeQuestion(exerciseOf(posing).question))).size).toBe(4);
});

test('what is asked about changes only what is asked', () => {
  for (const about of SUBJECTS) expect(exerciseOf({ ...plain, about }).question).toEqual(exerciseOf(plain).question);
  expect(exerciseOf({ ...plain, about: 'size' }).asks).toBe('size');
  expect(exerciseOf({ ...plain, about: 'cell' }).asks).not.toBe('size');
});

test('no exercise is impossible, too small or too large', () => {
  for (const posing of many) {
    const { question, shape, output } = sizesOf(posing);
    expect(refusalOfShape(shape, question), JSON.stringify(posing)).toBeNull();
    expect(Math.min(...output), JSON.stringify(posing)).toBeGreaterThan(0);
    expect(Math.max(shape.height, shape.width, ...output)).toBeLessThanOrEqual(9);
    expect(Math.max(shape.kernelHeight, shape.kernelWidth)).toBeLessThanOrEqual(3);
  }
});

test('an asked cell lies in the output', () => {
  for (const posing of many) {
    const { asks } = exerciseOf({ ...posing, about: 'cell' });
    const { output, shape } = sizesOf(posing);
    if (asks === 'size') throw new Error('A cell was wanted.');
    expect(asks.row).toBeLessThan(output[0]);
    expect(asks.column).toBeLessThan(output[1]);
    expect(asks.filter).toBeLessThan(shape.filters);
  }
});

test('an exercise survives its link', () => {
  for (const posing of many.filter(({ number }) => number <= 20)) {
    const { question } = exerciseOf(posing);
    expect(readQuestion(writeQuestion(question), 'convolution')).toEqual(question);
  }
});

test('every level has what it is called after', () => {
  const has: Readonly<Record<Level, (posing: Posing) => boolean>> = {
    plain: (posing) => writeQuestion(exerciseOf(posing).question).split('&').length === 2,
    stride: (posing) => exerciseOf(posing).question.stride.rows > 1,
    padding: (posing) => exerciseOf(posing).question.padding.kind === 'cells',
    dilation: (posing) => exerciseOf(posing).question.dilation.rows === 2,
    channels: (posing) => sizesOf(posing).shape.channels > 1,
    transposed: (posing) => exerciseOf(posing).question.transposed,
  };
  for (const posing of many) expect(has[posing.level](posing), JSON.stringify(posing)).toBe(true);
});

test('sizes and cells are asked about equally often', () => {
  const sizes = many.filter((posing) => exerciseOf(posing).asks === 'size').length;
  expect(sizes / many.length).toBeGreaterThan(0.45);
  expect(sizes / many.length).toBeLessThan(0.55);
});
