import { expect, test } from 'vitest';
import { geometryFor } from '../../state/operation.ts';
import { readQuestion, writeQuestion } from '../../wire/question.ts';
import { exerciseOf, FIRST, isRow, type Posing, planesOf, SUBJECTS } from './exercise.ts';
import { LEVELS, type Level } from './exercise-sizes.ts';
import { refusalOfShape } from './knobs.ts';
import { shapeOf } from './shape.ts';

const plain = FIRST;
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

test('one number is one exercise, at every seat; another number, level, seed or seat is another', () => {
  expect(exerciseOf(plain)).toEqual(exerciseOf({ ...plain }));
  const texts = [
    plain,
    { ...plain, number: 2 },
    { ...plain, seat: 7 },
    { ...plain, seed: 7 },
    { ...plain, seed: 7, seat: 7 },
    { ...plain, level: 'stride' as const },
  ];
  expect(new Set(texts.map((posing) => writeQuestion(exerciseOf(posing).question))).size).toBe(6);
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
    expect(Math.max(shape.kernelHeight, shape.kernelWidth)).toBeLessThanOrEqual(posing.level === 'row' ? 4 : 3);
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
    row: (posing) => isRow(exerciseOf(posing).question) && sizesOf(posing).shape.width > 2,
    plain: (posing) => writeQuestion(exerciseOf(posing).question).split('&').length === 2,
    stride: (posing) => exerciseOf(posing).question.stride.rows > 1,
    padding: (posing) => exerciseOf(posing).question.padding.kind === 'cells',
    sides: (posing) => {
      const { rows, columns } = geometryFor(exerciseOf(posing).question, planesOf(exerciseOf(posing).question));
      if (rows.before === rows.after && columns.before === columns.after) return false;
      return Math.max(rows.before, rows.after, columns.before, columns.after) <= 2;
    },
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

test('a link poses from version to version what it posed', () => {
  const texts = [FIRST, { ...FIRST, level: 'dilation', number: 3 } as const, { ...FIRST, seat: 1234, number: 8 }].map(
    (posing) => writeQuestion(exerciseOf(posing).question),
  );
  expect(texts).toEqual([
    'grid=3,0,0,1;1,2,3,2;1,2,1,2;1,3,3,1;0,2,0,0&kernel=-1,2,2;2,2,-1',
    'grid=2,3,3,1,3,2;0,3,1,0,2,3;0,2,1,3,2,1;1,0,1,3,3,2;3,2,2,1,2,0&kernel=2,0,2;2,2,1;2,1,2&dilation=2&padding=1',
    'grid=0,3,0,0,3,0;2,3,1,3,2,3;3,0,3,3,3,3;1,0,0,3,0,2&kernel=0,0,2;1,-1,-1;-1,-1,1',
  ]);
});
