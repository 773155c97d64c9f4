import { expect, test } from 'vitest';
import { convolutionOf, kernelOf, noise, pictureOf } from '../../scene/examples.ts';
import { flattened, type Mark, textsOf } from '../../scene/mark.ts';
import { readQuestion } from '../../wire/question.ts';
import { type Comparison, comparisonOf, type Kind, outcomeOf } from './compare.ts';
import { edgeText, kindScene } from './marks.ts';
import { planOf } from './plan.ts';

const BOX = '1/9,1/9,1/9;1/9,1/9,1/9;1/9,1/9,1/9';
const NINES = pictureOf([
  [90, 90, 9],
  [90, 180, 9],
  [9, 9, 9],
]);

function shownAs(kind: Kind, input = NINES, place = { filter: 0, row: 0, column: 0 }) {
  const question = readQuestion(`image=face&kernel=${BOX}&padding=same`, 'convolution');
  const plane = kernelOf(BOX);
  const look = convolutionOf({ input, kernel: [[plane]], geometry: { padding: 'same' }, units: 'levels' });
  const comparison = comparisonOf(question, [[plane]], input, place) as Comparison;
  return { look, comparison, kind, outcome: outcomeOf(comparison, kind), place };
}

function count(marks: readonly Mark[], kind: Mark['kind']): number {
  return [...flattened(marks)].filter((mark) => mark.kind === kind).length;
}

test('the ring has its real values beside the picture’s own', () => {
  const texts = (kind: Kind) => textsOf(kindScene(shownAs(kind), 360, true).still).slice(1, 26);
  expect(texts('zeros').filter((text) => text === '0')).toHaveLength(16);
  expect(texts('replicate').filter((text) => text === '90')).toHaveLength(3 + 3 + 2);
  expect(texts('reflect').filter((text) => text === '180')).toHaveLength(9);
});

test('the output is that of this border', () => {
  expect(edgeText(shownAs('zeros'))).toBe('output at the edge: 50, 52, 32, 52');
});

test('the cells that the border decides are hatched, and without padding there are none of them', () => {
  const hatches = (kind: Kind) => count(kindScene(shownAs(kind, noise(9, 9)), 360, true).still, 'hatch');
  expect(hatches('circular')).toBe(4 + 7);
  expect(hatches('valid')).toBe(0);
});

test('the selected cell is outlined with its window where the kind has it and it is in sight', () => {
  const large = noise(30, 30);
  const cursor = (kind: Kind, row: number) => {
    const shown = { ...shownAs(kind, large), place: { filter: 0, row, column: row } };
    return kindScene(shown, 360, true).moving.length;
  };
  expect([cursor('zeros', 0), cursor('zeros', 3), cursor('zeros', 29)]).toEqual([2, 2, 0]);
  expect([cursor('valid', 0), cursor('valid', 3)]).toEqual([0, 2]);
});

test.each([
  [200, false],
  [360, true],
  [900, false],
])('both pictures have one size of cell and stay within %i pixels', (width, isBeside) => {
  const { edge } = shownAs('zeros', noise(40, 40)).comparison;
  const { input, output, cell, height } = planOf(edge, width, isBeside);
  expect([input.width / cell, output.width / cell]).toEqual([6, 4]);
  expect(input.y === output.y).toBe(isBeside);
  expect(Math.max(input.x + input.width, output.x + output.width)).toBeLessThanOrEqual(width);
  expect(Math.max(input.y + input.height, output.y + output.height)).toBeLessThanOrEqual(height);
});
