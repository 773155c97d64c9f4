import { expect, test } from 'vitest';
import { calculationOf } from './calculation.ts';
import { dependencyMarks } from './dependency.ts';
import { convolutionOf, noise, SOBEL } from './examples.ts';
import { layoutOf } from './layout.ts';
import { flattened, textsOf } from './mark.ts';
import { stillMarks } from './stage.ts';
import type { ConvolutionSubject } from './subject.ts';
import { workingsAt } from './workings.ts';

const DRAWN = [3, 20, 27];
const view = { width: 1200, form: 'page' } as const;
const many: ConvolutionSubject = {
  ...convolutionOf({ input: noise(6, 6, 32), kernel: [Array(32).fill(SOBEL)], units: 'values' }),
  drawn: DRAWN,
};

test('of many input channels those are drawn that are named, and the label says how many there are', () => {
  const layout = layoutOf(many, view);
  expect(layout.inputs.map(({ channels }) => channels[0])).toEqual(DRAWN);
  expect(textsOf(stillMarks(many, layout, view)).join()).toContain('3 of 32 channels');
});

test('the calculation writes out the channels that are drawn first of all, and counts all of them', () => {
  const layout = layoutOf(many, view);
  const workings = workingsAt(many, 5);
  const { groups, further } = calculationOf(many, workings, layout.calculation);
  expect(groups.map(({ channel }) => channel.channel)).toEqual(DRAWN);
  expect([further, workings.results[0].channels.length]).toEqual([29, 32]);
});

test('a weight that is pointed at shows its inputs on its own channel', () => {
  const layout = layoutOf(many, view);
  const marks = dependencyMarks(many, layout, { kind: 'weight', channel: 1, row: 1, column: 1 });
  const lattice = [...flattened(marks)].find((mark) => mark.kind === 'lattice');
  const box = layout.inputs[1]?.panel.box;
  expect(lattice?.kind === 'lattice' && box && lattice.first.x >= box.x && lattice.first.x < box.x + box.width).toBe(
    true,
  );
  expect(lattice?.kind === 'lattice' && box && lattice.first.y >= box.y && lattice.first.y < box.y + box.height).toBe(
    true,
  );
});
