import { describe, expect, test } from 'vitest';
import { boxAround, type Cells, Cones } from '../src/core/nets/cone.ts';
import { described, faultOf } from '../src/core/nets/described.ts';
import { architectureOf } from '../src/core/nets/stack.ts';
import type { DescribedLayer } from '../src/core/nets/structure.ts';
import { shareHolding, thrownSlopes, waysTo } from '../src/core/nets/ways.ts';
import { QuestionError } from '../src/wire/query.ts';
import { readStack, writeInput, writeLayers } from '../src/wire/stack.ts';
import { golden } from './golden.ts';

type Edges = readonly number[] | null;

interface UnitCase {
  readonly layer: string;
  readonly place: readonly [number, number];
  readonly box: Edges;
  readonly unclipped_box: Edges;
  readonly to: string;
  readonly reached: Edges;
  readonly pixel: readonly [number, number];
  readonly lit: Edges;
}

interface Cases {
  readonly stacks: readonly {
    input: string;
    layers: string;
    written: string;
    described: readonly DescribedLayer[];
    units: readonly UnitCase[];
  }[];
  readonly impossible: readonly { input: string; layers: string; layer: string; message: string }[];
  readonly unreadable: readonly { input: string; layers: string; field: string; message: string }[];
  readonly networks: readonly { name: string; described: readonly DescribedLayer[]; units: readonly UnitCase[] }[];
}

const cases = golden<Cases>('receptive');

/** As the server writes them: top, left, bottom, right. */
function edges(cells: Cells | null | undefined): Edges {
  if (!cells) return null;
  const { top, left, bottom, right } = boxAround(cells);
  return [top, left, bottom, right];
}

function told(cones: Cones, { layer, place, to, pixel }: UnitCase): UnitCase {
  const at = cones.indexOf(layer);
  return {
    layer,
    place,
    box: edges(cones.seenFrom(at, place, true)[0]),
    unclipped_box: edges(cones.seenFrom(at, place, false)[0]),
    to,
    reached: edges(cones.fedBy(at, place)[cones.indexOf(to)]),
    pixel,
    lit: edges(cones.fedBy(0, pixel)[at]),
  };
}

describe('the server and the browser agree on', () => {
  test.each(cases.stacks)('what $layers on $input is', ({ input, layers, described: expected }) => {
    const { layers: found, fault } = described(readStack(input, layers));
    expect(fault).toBeNull();
    expect(found).toHaveLength(expected.length);
    for (const [index, { padding_share: share, ...layer }] of found.entries()) {
      expect(expected[index]).toMatchObject(layer);
      expect(share).toBeCloseTo(expected[index]?.padding_share ?? Number.NaN, 12);
    }
  });

  test.each(cases.stacks)('what the units of $layers on $input see and feed', ({ described: layers, units }) => {
    const cones = new Cones(layers);
    expect(units.map((unit) => told(cones, unit))).toEqual(units);
  });

  test.each(cases.networks)('what the units of $name see and feed', ({ described: layers, units }) => {
    const cones = new Cones(layers);
    expect(units.map((unit) => told(cones, unit))).toEqual(units);
  });

  test.each(cases.impossible)('why $layers on $input cannot be', ({ input, layers, layer, message }) => {
    expect(faultOf(readStack(input, layers))).toEqual({ layer, message });
  });

  test.each(cases.unreadable)('why $layers on $input cannot be read', ({ input, layers, field, message }) => {
    const read = (): unknown => readStack(input, layers);
    expect(read).toThrow(new QuestionError(message, field));
  });
});

test.each(cases.stacks)('$layers is written as $written', ({ input, layers, written }) => {
  const stack = readStack(input, layers);
  expect([writeInput(stack), writeLayers(stack)]).toEqual([input, written]);
  expect(readStack(input, written)).toEqual(stack);
});

test('what is usual is left out, and options have one order', () => {
  expect(writeLayers(readStack('1,9', 'conv:3,g1,f8,s2,d1~max:2,s2~up:2,f3,s2~skip:1,s1'))).toBe(
    'conv:3,s2~max:2~up:2,s2,f3~skip:1',
  );
});

test('layers under a skip are its body, and go by its name', () => {
  const { layers } = architectureOf(readStack('4,12', 'conv:3~conv:3,p1~conv:3,p1~skip:2,f8'));
  expect(layers.map(({ name }) => name)).toEqual(['conv1', 'skip1']);
  expect(layers[1]).toMatchObject({
    type: 'residual',
    body: [{ name: 'conv2' }, { name: 'conv3' }],
    shortcut: [{ name: 'conv', kernel: 1, filters: 8 }],
  });
});

test('three layers of 3 see 7, and the gaps of a dilation stay gaps', () => {
  const { layers } = described(readStack('1,15', 'conv:3,p1~conv:3,p1~conv:3,p1'));
  expect(layers.map(({ receptive_field: [rows] }) => rows)).toEqual([1, 3, 5, 7]);
  const gaps = described(readStack('1,15', 'conv:3,d2,p2~conv:3,d2,p2')).layers;
  const seen = new Cones(gaps).seenFrom(2, [7, 7], true)[0];
  expect([...(seen?.[1] ?? [])].sort((a, b) => a - b)).toEqual([3, 5, 7, 9, 11]);
});

test('there are more ways from the middle of a field than from its ends', () => {
  const { layers } = described(readStack('1,15', 'conv:3,p1~conv:3,p1~conv:3,p1'));
  expect([...waysTo(layers, 3, 7)]).toEqual([0, 0, 0, 0, 1, 3, 6, 7, 6, 3, 1, 0, 0, 0, 0]);
  expect(shareHolding(waysTo(layers, 3, 7), 0.5, 7)).toBeCloseTo(3 / 7);
  const skipped = described(readStack('8,15', 'conv:3,p1~skip:1')).layers;
  expect([...waysTo(skipped, 2, 1).slice(0, 4)]).toEqual([1, 2, 1, 0]);
});

test('of a network that is not here yet there are no ways', () => {
  expect(waysTo([], 0, 0)).toHaveLength(0);
});

test('thrown weights give a unit slopes where it sees, nought elsewhere, and the same again for the same seed', () => {
  const { layers } = described(readStack('1,15', 'conv:3,p1~max:2~up:3,s2,p1'));
  const at = layers.length - 1;
  const seen = new Cones(layers).seenFrom(at, [5, 5], true)[0]?.[1] ?? new Set();
  const slopes = thrownSlopes(layers, at, 5, 7);
  expect([...slopes.keys()].filter((column) => slopes[column] !== 0).every((column) => seen.has(column))).toBe(true);
  expect(slopes.some((slope) => slope !== 0)).toBe(true);
  expect(thrownSlopes(layers, at, 5, 7)).toEqual(slopes);
  expect(thrownSlopes(layers, at, 5, 8)).not.toEqual(slopes);
});

test('the average of squared slopes over many throws is the number of ways', () => {
  const { layers } = described(readStack('1,15', 'conv:3,p1~conv:3,p1~conv:3,p1'));
  const squares = Array.from({ length: 15 }, () => 0);
  for (let seed = 0; seed < 500; seed++) {
    for (const [column, slope] of thrownSlopes(layers, 3, 7, seed).entries())
      squares[column] = (squares[column] ?? 0) + slope ** 2 / 500;
  }
  expect(squares[7]).toBeGreaterThan(5.5);
  expect(squares[7]).toBeLessThan(8.8);
  expect(squares[4]).toBeGreaterThan(0.6);
  expect(squares[4]).toBeLessThan(1.5);
});
