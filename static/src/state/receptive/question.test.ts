import { expect, test } from 'vitest';
import { OPENING, readReceptive, writeReceptive } from './question.ts';

test.each([
  'input=1,16&layers=conv:3,p1~conv:3,p1~conv:3,p1',
  'input=3,32&layers=conv:5,same,f10&layer=conv1&unit=0,3,4',
  'input=4,12&layers=conv:3,p1~conv:3,p1~skip:2,f8&image=cat&view=seed=3;compare=2,3,8&theme=dark',
  'network=resnet18&layer=stage1.block-1.res.conv1&unit=3,10,20',
])('the link %s is written as it is read', (link) => {
  const { question, view, problem } = readReceptive(`?${link}`);
  expect(problem).toBeNull();
  expect(writeReceptive(question, view)).toBe(link);
});

test('an empty link opens three layers of 3', () => {
  expect(readReceptive('')).toEqual({ question: OPENING, view: {}, problem: null });
  expect(writeReceptive(OPENING, {})).toBe('input=1,16&layers=conv:3,p1~conv:3,p1~conv:3,p1');
});

test.each([
  ['layers=conv', 'is no layer', 'layers'],
  ['network=alexnet&layers=conv:3', 'one of the two', 'layers'],
  ['network=../etc', 'is no network', 'network'],
  ['layer=%20', 'is no layer', 'layer'],
  ['unit=7', 'channel,row,column', 'unit'],
  ['image=a/b', 'is no image', 'image'],
  ['stride=2', 'no parameter', 'stride'],
])('the link %s is refused', (link, says, field) => {
  const { question, problem } = readReceptive(link);
  expect(question).toBe(OPENING);
  expect(problem?.message).toContain(says);
  expect(problem?.field).toBe(field);
});
