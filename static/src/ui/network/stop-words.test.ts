import { expect, test } from 'vitest';
import { layerOf } from '../../state/network/fixtures.ts';
import { heightOf, linesOf, shortened, TERSE, wordsOf } from './stop-words.ts';

const conv = layerOf('stage1.res.conv1', 'conv', ['input'], [48, 16, 16], {
  ...{ kernel: [3, 3], stride: [2, 2], padding: [1, 1, 1, 1], dilation: [1, 1], groups: 1 },
});
const norm = layerOf('stage1.res.norm1', 'batch-norm', [conv.name], [48, 16, 16]);
const relu = layerOf('stage1.res.relu1', 'relu', [norm.name], [48, 16, 16]);
const stop = { kind: 'stop', layers: [conv, norm, relu] } as const;

test('the only picture of a stop is named by the operation, with what follows it in words', () => {
  const told = wordsOf(stop, relu, { scope: 'stage1.res', isOnly: true, isWhole: false });
  expect(told).toMatchObject({ name: 'conv1', after: 'norm, ReLU', window: '3 × 3, stride 2' });
});

test('where each layer has its picture each has its name, and the window is the operation’s', () => {
  const told = (layer: typeof conv) => wordsOf(stop, layer, { scope: '', isOnly: false, isWhole: true });
  expect(told(conv)).toMatchObject({ name: 'stage1.res.conv1', after: '', window: '3 × 3, stride 2, padding 1' });
  expect(told(relu)).toMatchObject({ name: 'stage1.res.relu1', window: '' });
});

test('words break at spaces and behind dots, and nowhere else', () => {
  expect([linesOf('', 8), linesOf('conv1', 8), linesOf('shortcut.conv1', 10)]).toEqual([0, 1, 2]);
  expect([linesOf('norm, ReLU', 10), linesOf('norm, ReLU', 9), linesOf('3 × 3, stride 2', 8)]).toEqual([1, 2, 2]);
});

test('there is room for the count of dead maps before it is known', () => {
  const told = { name: 'pool1', after: '', shape: '32 × 7 × 7', window: '' };
  expect([heightOf(told, 10, false), heightOf(told, 10, true)]).toEqual([2, 3]);
});

test('where words are as large as a wall’s, the name is the last of them to go', () => {
  const told = { name: 'conv1', after: 'ReLU', shape: '8×3×3', window: '3 × 3' };
  expect(TERSE.map((terse) => Object.values(shortened(told, terse)).filter(Boolean))).toEqual([
    ['conv1', 'ReLU', '8×3×3', '3 × 3'],
    ['conv1', '8×3×3'],
    ['conv1'],
    [],
  ]);
});
