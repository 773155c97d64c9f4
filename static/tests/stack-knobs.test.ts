import { expect, test } from 'vitest';
import { faultOf } from '../src/core/nets/described.ts';
import {
  added,
  type Knob,
  type KnobName,
  knobsOf,
  over,
  refusalOf,
  removed,
  turned,
  valuesOf,
} from '../src/core/nets/knobs.ts';
import { KINDS, type Stack } from '../src/core/nets/stack.ts';
import { readStack, writeLayers } from '../src/wire/stack.ts';
import { golden } from './golden.ts';

const { stacks: all } = golden<{ stacks: { input: string; layers: string }[] }>('receptive');
const stacks = all.slice(0, 24);

function knob(stack: Stack, index: number, name: KnobName): Knob {
  return knobsOf(stack.layers[index]?.kind ?? 'conv').find((one) => one.name === name) as Knob;
}

test.each(stacks)('no knob of $layers on $input can be turned to what cannot be', ({ input, layers }) => {
  const stack = readStack(input, layers);
  const turns = stack.layers.flatMap(({ kind }, index) =>
    knobsOf(kind).flatMap((one) => valuesOf(stack, index, one).map((value) => [index, one.name, value] as const)),
  );
  expect(turns.filter(([index, name, value]) => faultOf(turned(stack, index, name, value)) !== null)).toEqual([]);
});

test.each(stacks)('whatever can be added to $layers or taken away leaves a stack that can be', ({ input, layers }) => {
  const stack = readStack(input, layers);
  const others = [...KINDS.map((kind) => added(stack, kind)), ...stack.layers.map((_, index) => removed(stack, index))];
  for (const other of others) if (other) expect(faultOf(other), writeLayers(other)).toBeNull();
});

test('a window is as large as the map it slides over, and no larger', () => {
  const stack = readStack('1,5', 'conv:3~conv:3');
  expect(valuesOf(stack, 0, knob(stack, 0, 'size'))).toEqual([1, 2, 3]);
  expect(valuesOf(stack, 1, knob(stack, 1, 'stride'))).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  expect(refusalOf(stack, 0, knob(stack, 0, 'size'), 4)).toBe('conv2: A window spanning 3 cells cannot fit in 2.');
  expect(refusalOf(stack, 0, knob(stack, 0, 'size'), 2.5)).toBe('Window: a whole number from 1 to 31.');
});

test('groups share out the channels evenly', () => {
  const stack = readStack('6,8', 'conv:3,f12');
  expect(valuesOf(stack, 0, knob(stack, 0, 'groups'))).toEqual([1, 2, 3, 6]);
});

test('a way around is fitted when what it leads around changes', () => {
  const stack = readStack('8,12', 'conv:3,p1~conv:3,p1~skip:2');
  expect(writeLayers(turned(stack, 0, 'stride', 2))).toBe('conv:3,s2,p1~conv:3,p1~skip:2,s2,f8');
  expect(writeLayers(turned(turned(stack, 0, 'stride', 2), 0, 'stride', 1))).toBe('conv:3,p1~conv:3,p1~skip:2');
  expect(writeLayers(removed(stack, 0) as Stack)).toBe('conv:3,p1~skip:1');
});

test('a second skip begins behind the first', () => {
  const stack = readStack('8,12', 'conv:3,p1~skip:1');
  expect(added(stack, 'skip')).toBeNull();
  expect(writeLayers(added(added(stack, 'conv') as Stack, 'skip') as Stack)).toBe('conv:3,p1~skip:1~conv:3,p1~skip:1');
});

test('an input that leaves no room for the layers is no choice', () => {
  const stack = readStack('1,9', 'conv:3~conv:3~max:2');
  expect(over(stack, { side: 5 })).toBeNull();
  expect(over(stack, { side: 6 })?.side).toBe(6);
});
