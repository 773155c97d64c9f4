import { expect, test } from 'vitest';
import type { NetworkEntry } from '../../wire/network-answers.ts';
import { OPENING } from './network-question.ts';
import { exchanged, toNetwork } from './turns.ts';

const ENTRIES = [
  { name: 'mnist-convnet', prepares: 'drawing' },
  { name: 'lenet5', prepares: 'drawing' },
  { name: 'cifar-vgg', prepares: 'photograph' },
] as unknown as readonly NetworkEntry[];

test('a network of the other kind is shown a picture of its own kind, unless one has chosen', () => {
  expect(toNetwork(OPENING, 'cifar-vgg', ENTRIES).image).toBe('cat');
  expect(toNetwork(OPENING, 'lenet5', ENTRIES).image).toBe('three');
  expect(toNetwork({ ...OPENING, image: 'seven' }, 'cifar-vgg', ENTRIES).image).toBe('seven');
});

test('A and B change places, and what was opened of A or changed in it stays behind', () => {
  const opened = { ...OPENING, layer: 'conv2', unit: [1, 2, 3] };
  expect(exchanged({ ...opened, against: { kind: 'image', image: 'seven' } }, null)).toEqual({
    image: 'seven',
    against: { kind: 'image', image: 'three' },
  });
  expect(exchanged({ ...opened, against: { kind: 'network', network: 'lenet5' } }, 'conv1')).toMatchObject({
    ...{ network: 'lenet5', layer: 'conv1', unit: null },
    against: { kind: 'network', network: 'mnist-convnet' },
  });
  expect(exchanged({ ...opened, against: { kind: 'trained' } }, null)).toEqual({});
});
