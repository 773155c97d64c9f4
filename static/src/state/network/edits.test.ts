import { expect, test } from 'vitest';
import { readEdits, writeEdits } from '../../wire/edits.ts';
import { readPlane } from '../../wire/values.ts';
import {
  countsOf,
  editedWeights,
  editText,
  heard,
  isSilenced,
  kernelOf,
  lastRewritten,
  learnedKernel,
  reachedFrom,
  rewritten,
  toggled,
} from './edits.ts';
import { LAYERS, layerOf } from './fixtures.ts';

const WEIGHTS = { shape: [2, 2, 1, 2], weights: Float32Array.of(1, 2, 3, 4, 5, 6, 7, 0.1), bias: null };
const PLACE = { layer: 'conv1', filter: 1, channel: 0 };
const plane = (text: string) => readPlane(text, 3, 'kernel');

test('a channel is silenced and heard again', () => {
  const silent = toggled([], 'conv1', 3);
  expect(writeEdits(silent)).toBe('conv1:3=0');
  expect([isSilenced(silent, 'conv1', 3), isSilenced(silent, 'conv2', 3)]).toEqual([true, false]);
  expect(toggled(silent, 'conv1', 3)).toEqual([]);
});

test('a kernel is one change however often it is written, and none where it is what was learned', () => {
  const learned = learnedKernel(WEIGHTS, 1, 0);
  expect(learned.flat().map(({ text }) => text)).toEqual(['5', '6']);
  const once = rewritten(readEdits('a:0=0'), PLACE, plane('5,9'), learned);
  const twice = rewritten(once, PLACE, plane('8,9'), learned);
  expect(writeEdits(twice)).toBe('a:0=0|conv1:1,0=8,9');
  expect(kernelOf(twice, PLACE)).toEqual(plane('8,9'));
  expect(kernelOf(twice, { ...PLACE, channel: 1 })).toBeNull();
  expect(writeEdits(rewritten(twice, PLACE, plane('5,6'), learned))).toBe('a:0=0');
});

test('a layer is weighed with the changed numbers, and what was learned stays as it is', () => {
  const edits = readEdits('conv1:1,0=0,-1|conv1:0=0|conv2:0,0=9,9');
  expect([...editedWeights(WEIGHTS, edits, 'conv1').weights]).toEqual([1, 2, 3, 4, 0, -1, 7, Math.fround(0.1)]);
  expect(WEIGHTS.weights[4]).toBe(5);
  expect(editedWeights(WEIGHTS, readEdits('conv1:0=0'), 'conv1')).toBe(WEIGHTS);
});

test('learned weights are written in the digits that name the same float', () => {
  expect(
    learnedKernel(WEIGHTS, 1, 1)
      .flat()
      .map(({ text }) => text),
  ).toEqual(['7', '0.1']);
});

test('changes are counted by layer, and said with counts that begin at 1', () => {
  const edits = readEdits('conv1:0=0|conv1:1=0|conv1:1,0=1,2');
  expect(countsOf(edits, 'conv1')).toEqual({ silenced: 2, rewritten: 1 });
  expect(edits.map(editText)).toEqual([
    'conv1, channel 1: silenced',
    'conv1, channel 2: silenced',
    'conv1, filter 2 over channel 1: your kernel',
  ]);
});

test('of the kernels of a filter the one that was changed last is known', () => {
  const edits = readEdits('conv1:1,5=1|conv1:1,2=1|conv1:0,9=1|conv1:1=0');
  expect([lastRewritten(edits, 'conv1', 1), lastRewritten(edits, 'conv1', 3)]).toEqual([2, null]);
});

test('a change reaches what reads it, and not what stands beside', () => {
  const beside = [...LAYERS, layerOf('conv9', 'conv', ['input'], [2, 1, 2])];
  expect(reachedFrom(beside, 'relu1').map(({ name }) => name)).toEqual(['relu1', 'flatten1', 'linear1']);
});

test('what a silenced channel would hand on is asked with all but its own silence', () => {
  const shown = { kind: 'image', image: 'three', edit: 'conv1:0=0|relu1:0=0|conv1:1=0|conv1:0,0=1,2' } as const;
  expect(heard(shown, ['conv1', 'relu1'], 0).edit).toBe('conv1:1=0|conv1:0,0=1,2');
  expect(heard({ kind: 'image', image: 'three', edit: 'conv1:0=0' }, ['conv1'], 0)).toEqual({
    kind: 'image',
    image: 'three',
  });
});
