import { expect, test } from 'vitest';
import { Cones } from '../../core/nets/cone.ts';
import { described } from '../../core/nets/described.ts';
import { plainLayer, type Stack, type StackLayer } from '../../core/nets/stack.ts';
import { flattened, textsOf } from '../mark.ts';
import { diagramScene } from './diagram.ts';
import { cellOf, diagramHit, diagramLayout, namedLevels, shortName } from './layout.ts';
import { type Level, levelsOf } from './levels.ts';
import { pictureLayout, pictureMoving } from './picture.ts';
import { runsOf, sharedBy, sightOf, sightWords } from './sight.ts';

const conv = (size: number, more: Partial<StackLayer> = {}): StackLayer => ({ ...plainLayer('conv', size), ...more });
const three: Stack = { channels: 1, side: 15, layers: [conv(3, { padding: 1 }), conv(3, { padding: 1 }), conv(3)] };

function shown(stack: Stack) {
  const { layers } = described(stack);
  return { layers, levels: levelsOf(layers), cones: new Cones(layers) };
}

test('every level stands over the columns that it looks at', () => {
  const { levels } = shown({
    channels: 1,
    side: 16,
    layers: [conv(3, { stride: 2, padding: 1 }), plainLayer('up', 2)],
  });
  expect(levels.levels.map(({ first, jump, units, size }) => [first, jump, units, size])).toEqual([
    [0.5, 1, 16, 1],
    [0.5, 2, 8, 3],
    [-0.5, 2, 9, 5],
  ]);
});

test('the cone of a unit lies on the cells that geometry names, and its padding beyond them', () => {
  const { levels, cones } = shown(three);
  const sight = sightOf(levels, cones, 3, [0, 0]);
  expect([...(sight.seen[0] ?? [])]).toEqual([0, 1, 2, 3, 4]);
  expect(Math.min(...(sight.free[0] ?? []))).toBe(-2);
  expect(sightWords(levels, sight)).toBe(
    'conv3, unit 0 of 0 to 12: sees 5 input columns, 0 to 4; 2 more are padding; shares 5 with unit 1.',
  );
});

test('a name keeps its hyphen, a number has a minus', () => {
  const { layers, cones } = shown(three);
  const levels = levelsOf(layers.map((layer, at) => (at === 3 ? { ...layer, name: 'block-2.conv3' } : layer)));
  expect(sightWords(levels, sightOf(levels, cones, 3, [0, 0]))).toMatch(/^block-2\.conv3, /);
});

test('units beside each other share all but the jump', () => {
  const { levels, cones } = shown(three);
  const { seen, next } = sightOf(levels, cones, 3, [6, 6]);
  expect(sharedBy(seen[0] ?? new Set(), next?.columns ?? new Set())).toBe(6);
});

test('an input column says which units it feeds', () => {
  const { levels, cones } = shown(three);
  expect(sightWords(levels, sightOf(levels, cones, 0, [7, 7]))).toBe(
    'input, column 7 of 0 to 14; feeds units 3 to 9 of conv3.',
  );
});

test('what lies under the pointer is the unit that is drawn there', () => {
  const { levels } = shown(three);
  const layout = diagramLayout(levels, { width: 900, form: 'page' });
  for (const [at, level] of levels.levels.entries()) {
    for (const unit of [0, 5, level.units - 1]) {
      const { x, y, width, height } = cellOf(layout, level, at, unit);
      expect(diagramHit(layout, levels, x + width / 2, y + height / 2)).toEqual({ level: at, unit });
    }
  }
  expect(diagramHit(layout, levels, 2, 100)).toBeNull();
});

test.each([300, 390, 700, 1100, 1800])('nothing is drawn beyond %d pixels', (width) => {
  const { levels, cones } = shown(three);
  const form = width === 1800 ? 'projector' : 'page';
  const scene = diagramScene(levels, sightOf(levels, cones, 3, [0, 12]), {
    width,
    form,
    height: width === 1800 ? 900 : undefined,
  });
  for (const mark of flattened([...scene.still, ...scene.moving])) {
    if ('box' in mark && mark.kind !== 'image') {
      expect(mark.box.y + mark.box.height).toBeLessThanOrEqual(scene.height + 1);
    }
  }
});

test('on the wall every numeral has 28 pixels or more', () => {
  const { levels, cones } = shown(three);
  const scene = diagramScene(levels, sightOf(levels, cones, 3, [6, 6]), {
    width: 1800,
    height: 920,
    form: 'projector',
  });
  const numerals = Array.from(flattened([...scene.still, ...scene.moving])).filter(
    (mark) => mark.kind === 'text' && /[0-9]/.test(mark.text) && mark.face === 'numeral',
  );
  expect(numerals.length).toBeGreaterThan(5);
  for (const mark of numerals) expect(mark.kind === 'text' && mark.size).toBeGreaterThanOrEqual(28);
});

test('the sizes of all levels are written, and what the unit at hand sees', () => {
  const { levels, cones } = shown(three);
  const scene = diagramScene(levels, sightOf(levels, cones, 3, [6, 6]), { width: 1000, form: 'page' });
  const texts = textsOf([...scene.still, ...scene.moving]);
  for (const text of ['conv3', '3', '5', '7', 'unit 6', '4 … 10: 7', '6 shared']) expect(texts).toContain(text);
});

test('layers that look nowhere else are no levels, and a row of numbers is one cell that sees all', () => {
  const { layers } = shown({ channels: 1, side: 8, layers: [conv(3)] });
  const relu = { ...(layers[1] as (typeof layers)[1]), name: 'relu1', type: 'relu', inputs: ['conv1'], kernel: null };
  const flat = { ...relu, name: 'flatten1', type: 'flatten', inputs: ['relu1'], output_shape: [288] };
  const dense = { ...flat, name: 'linear1', type: 'linear', inputs: ['flatten1'], output_shape: [10] };
  const all = [...layers, relu, flat, dense] as typeof layers;
  const { levels, levelOf } = levelsOf(all);
  expect(levels.map(({ name }) => name)).toEqual(['input', 'conv1', 'flatten1']);
  expect(levelOf).toEqual([0, 1, 1, 2, 2]);
  const { seen } = sightOf({ levels, levelOf, width: 8 }, new Cones(all), 2, [3, 3]);
  expect(seen[0]?.size).toBe(8);
  expect((levels[2] as Level).units).toBe(1);
});

test('a way around is drawn from where it begins', () => {
  const stack: Stack = { channels: 8, side: 12, layers: [conv(3, { padding: 1 }), plainLayer('skip', 1)] };
  const { levels } = shown(stack);
  expect(levels.levels.map(({ from }) => from)).toEqual([[], [], [1, 0]]);
});

test('the box on the picture is as large as what is seen', () => {
  const layout = pictureLayout(16, { width: 400, form: 'page' });
  const sight = { box: { top: 5, left: 5, bottom: 12, right: 12 }, free: null, next: null };
  const [group] = pictureMoving(layout, sight, 'page');
  const [box] = group?.kind === 'group' ? group.marks : [];
  expect(box?.kind === 'rect' && box.box.width).toBeCloseTo(7 * layout.cell + 2.5, 0);
});

test('long names keep their ends, and runs are what follows', () => {
  expect([shortName('stage1.block2.res.conv1'), shortName('skip1.add')]).toEqual(['stage1…conv1', 'skip1.add']);
  expect(runsOf(new Set([3, 1, 2, 7]))).toEqual([
    [1, 3],
    [7, 7],
  ]);
});

test('where not every level can be named, blocks are named where they begin, the outer ones first', () => {
  const levels = ['input', 's1.a.conv1', 's1.a.conv2', 's1.b.conv1', 's2.a.conv1', 's2.a.conv2', 'fc'].map((name) => ({
    name,
  }));
  expect([...namedLevels(levels, 1)].sort()).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect([...namedLevels(levels, 2)].sort()).toEqual([0, 2, 4, 6]);
  expect([...namedLevels(levels, 4)].sort()).toEqual([0, 6]);
});

test('the level at hand is named even where there is no room for its name', () => {
  const { levels, cones } = shown({ channels: 1, side: 60, layers: Array(24).fill(conv(3, { padding: 1 })) });
  const scene = diagramScene(levels, sightOf(levels, cones, 11, [6, 6]), { width: 500, height: 300, form: 'page' });
  expect(textsOf(scene.still)).not.toContain('conv11');
  expect(textsOf(scene.moving)).toContain('conv11');
});

test('of many levels the cone is one soft shape between its two sides, not a frame for every cell', () => {
  const { levels, cones } = shown({
    channels: 1,
    side: 24,
    layers: Array.from({ length: 90 }, () => conv(3, { padding: 1 })),
  });
  const sight = sightOf(levels, cones, 20, [12, 12]);
  const { moving } = diagramScene(levels, sight, { width: 900, form: 'page' });
  const seen = [...flattened(moving)].filter((mark) => mark.kind === 'rect' && mark.fill === 'stencil-soft');
  expect(seen.length).toBeGreaterThan(20);
  expect(seen.every((mark) => mark.kind === 'rect' && !mark.stroke)).toBe(true);
  const sides = [...flattened(moving)].filter((mark) => mark.kind === 'path' && mark.points.length === 4);
  expect(sides.length).toBeGreaterThanOrEqual(2 * 20);
});
