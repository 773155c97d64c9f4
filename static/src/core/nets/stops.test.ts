import { expect, test } from 'vitest';
import type { Layer } from './layer.ts';
import { apart, folded, headOf, picturedOf, stopsOf } from './stops.ts';

/** `conv1<input` is a layer conv1 of type conv after input; several inputs are split by `+`. */
function network(...texts: string[]): Layer[] {
  return texts.map((text) => {
    const [name = '', inputs = ''] = text.split('<');
    const type = /([a-z-]+)[0-9]*$/.exec(name)?.[1] ?? '';
    return {
      name,
      type: type === 'norm' ? 'batch-norm' : type,
      inputs: inputs.split('+').filter(Boolean),
      output_shape: [1, 2, 2],
    };
  });
}

const names = (stops: readonly { layers: readonly Layer[] }[]): string[] =>
  stops.map(({ layers }) => layers.map(({ name }) => name).join(' '));

test('norm and activation stand with the operation that they follow; flattened maps with the pool before', () => {
  const stops = stopsOf(
    network(
      'input',
      'conv1<input',
      'norm1<conv1',
      'relu1<norm1',
      'pool1<relu1',
      'flatten1<pool1',
      'dropout1<flatten1',
      'linear1<dropout1',
    ),
  );
  expect(names(stops)).toEqual(['input', 'conv1 norm1 relu1', 'pool1 flatten1 dropout1', 'linear1']);
});

test('a stop is cut behind each of its pictures, and what is no picture stays with the one before', () => {
  const layers = network('input', 'conv1<input', 'relu1<conv1', 'pool1<relu1', 'flatten1<pool1', 'linear1<flatten1');
  const stops = stopsOf(layers);
  expect(names(stops)).toEqual(['input', 'conv1 relu1', 'pool1 flatten1', 'linear1']);
  expect(names(stops.flatMap(apart))).toEqual(['input', 'conv1', 'relu1', 'pool1 flatten1', 'linear1']);
});

test('a picture that is flattened at once is still a picture', () => {
  expect(names(stopsOf(network('input', 'flatten1<input', 'linear1<flatten1')))).toEqual(['input flatten1', 'linear1']);
});

test('what two layers read ends its stop: a skip leaves from there', () => {
  const stops = stopsOf(network('input', 'conv1<input', 'relu1<conv1', 'conv2<relu1', 'add<conv2+relu1', 'relu2<add'));
  expect(names(stops)).toEqual(['input', 'conv1 relu1', 'conv2', 'add relu2']);
  const early = stopsOf(network('input', 'conv1<input', 'relu1<conv1', 'add<relu1+conv1'));
  expect(names(early)).toEqual(['input', 'conv1', 'relu1', 'add']);
});

test('of a stop the last maps are drawn, or all of them, but never flattened ones', () => {
  const [, conv, pool] = stopsOf(network('input', 'conv1<input', 'relu1<conv1', 'pool1<relu1', 'flatten1<pool1'));
  expect(conv && picturedOf(conv, false).map(({ name }) => name)).toEqual(['relu1']);
  expect(conv && picturedOf(conv, true).map(({ name }) => name)).toEqual(['conv1', 'relu1']);
  expect(pool && picturedOf(pool, false).map(({ name }) => name)).toEqual(['pool1']);
});

test('blocks that are built alike are folded into one, until they are opened', () => {
  const layers = network(
    'input',
    's.b1.conv<input',
    's.b2.conv<s.b1.conv',
    's.b2.add<s.b2.conv',
    's.b3.conv<s.b2.add',
    'pool<s.b3.conv',
  );
  const blocks = [
    { name: 's', repeats: null },
    { name: 's.b1', repeats: null },
    { name: 's.b2', repeats: 's.b1' },
    { name: 's.b3', repeats: 's.b1' },
  ];
  const row = folded(stopsOf(layers), blocks);
  expect(names(row)).toEqual(['input', 's.b1.conv', 's.b2.conv s.b2.add s.b3.conv', 'pool']);
  expect(row[2]).toMatchObject({ kind: 'fold', of: 's.b1', blocks: ['s.b2', 's.b3'] });
  expect(folded(stopsOf(layers), blocks, new Set(['s.b1']))).toHaveLength(6);
});

test('a number of an activation begins at the operation before it, a flattened one is itself', () => {
  const stops = stopsOf(network('input', 'conv1<input', 'relu1<conv1', 'flatten1<relu1'));
  expect(headOf(stops, 'relu1')?.name).toBe('conv1');
  expect(headOf(stops, 'flatten1')?.name).toBe('flatten1');
  expect(headOf(stops, 'nothing')).toBeUndefined();
});
