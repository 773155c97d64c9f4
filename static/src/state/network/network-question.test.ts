import { expect, test } from 'vitest';
import { readEdits } from '../../wire/edits.ts';
import { OPENING, readNetworkLink, writeNetworkLink } from './network-question.ts';

test('a link is read as it was written', () => {
  const question = {
    network: 'cifar-resnet',
    image: 'cat',
    layer: 'stage1.residual.conv1',
    unit: [3, 0, 12],
    against: null,
    edit: readEdits('stage1.residual.conv1:3=0|conv1:0,2=1,-0.5'),
  };
  const text = writeNetworkLink(question, { view: 'scale=map;order=mean', theme: 'dark' });
  expect(text).toBe(
    'network=cifar-resnet&image=cat&layer=stage1.residual.conv1&unit=3,0,12&edit=stage1.residual.conv1:3=0|conv1:0,2=1,-0.5&view=scale%3Dmap;order%3Dmean&theme=dark'.replaceAll(
      '%3D',
      '=',
    ),
  );
  const opened = readNetworkLink(`?${text}`);
  expect(opened).toMatchObject({ question, view: { view: 'scale=map;order=mean', theme: 'dark' }, problem: null });
});

test('a link that says nothing opens with a digit', () => {
  expect(readNetworkLink('').question).toEqual(OPENING);
  expect(readNetworkLink('?network=lenet5').question).toEqual({ ...OPENING, network: 'lenet5' });
});

test.each([
  ['unit=1,2,3', 'layer'],
  ['layer=conv1&unit=1,2', 'unit'],
  ['kernel=1', 'kernel'],
  ['layer=a&layer=b', 'layer'],
  ['against=seven', 'against'],
  ['against=image:', 'against'],
  ['edit=conv1:3=1', 'edit'],
])('%s is refused, and the page opens as it does', (search, field) => {
  const { question, problem } = readNetworkLink(`?${search}`);
  expect([question, problem?.field]).toEqual([OPENING, field]);
});

test.each([
  ['image:seven', { kind: 'image', image: 'seven' }],
  ['network:cifar-vgg', { kind: 'network', network: 'cifar-vgg' }],
  ['trained', { kind: 'trained' }],
])('against=%s is read as it is written', (text, against) => {
  const link = `network=mnist-convnet&image=three&against=${text}`;
  const { question } = readNetworkLink(link);
  expect(question.against).toEqual(against);
  expect(writeNetworkLink(question)).toBe(link);
});
