import { expect, test } from 'vitest';
import type { Prediction } from '../../wire/network-answers.ts';
import { classRows, differenceText, precisionText, sideNames } from './compared.ts';

function said(probabilities: number[], classes = ['a', 'b', 'c']): Prediction {
  const top = probabilities.map((probability, index) => ({ index, name: classes[index] ?? '', probability }));
  top.sort((one, other) => other.probability - one.probability);
  return {
    ...{ network: 'small', classes, logits: [], probabilities, top: top.slice(0, 2) },
    ...{ input_image_box: null, empty: false },
  };
}

test('a class that either finds likely has both bars, the likeliest of either first', () => {
  expect(classRows(said([0.7, 0.2, 0.1]), said([0.05, 0.05, 0.9]))).toEqual([
    { index: 2, name: 'c', one: 0.1, other: 0.9 },
    { index: 0, name: 'a', one: 0.7, other: 0.05 },
    { index: 1, name: 'b', one: 0.2, other: 0.05 },
  ]);
});

test('classes of other names are not laid beside each other', () => {
  expect(classRows(said([1, 0, 0]), said([1, 0, 0], ['x', 'y', 'z']))).toBeNull();
});

test('a difference is told with its direction, rounded ones with a mark', () => {
  expect(differenceText(1.5, 2)).toBe('A is smaller by 0.5');
  expect(differenceText(2, 2)).toBe('the same in both');
  expect(differenceText(1 / 3, 0)).toBe('A is larger by ≈ 0.33333');
});

test('what is not exact says how far it may be off', () => {
  expect(precisionText(0)).toBe('Calculated in float32.');
  expect(precisionText(0.0123)).toMatch(/^To within ±0.012:/);
});

test('two networks are told apart by their names, two pictures by their titles', () => {
  const question = { network: 'lenet5', image: 'three', layer: null, unit: null, against: null, edit: [] };
  expect(sideNames(question, { kind: 'network', network: 'mnist-mlp' }, [])).toEqual({
    one: 'lenet5',
    other: 'mnist-mlp',
  });
  const drawing = '0123456789abcdef0123456789abcdef';
  expect(sideNames({ ...question, image: drawing }, { kind: 'image', image: 'three' }, [])).toEqual({
    one: 'picture 012345',
    other: 'three',
  });
});
