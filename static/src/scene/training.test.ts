import { expect, test } from 'vitest';
import { type PathMark, type TextMark, textsOf } from './mark.ts';
import { measuresFor } from './measures.ts';
import { type Learning, stepAt, trainingLayout, trainingMoving, trainingStill } from './training.ts';

const measures = measuresFor('page', 1000);
const learning: Learning = {
  losses: [4, 2, 1, 1],
  accuracies: [0, 0.5, 0.5, 1],
  moments: [
    { step: 0, testAccuracy: 0.1 },
    { step: 4, testAccuracy: 0.75 },
  ],
  settings: { steps: 8 },
};
const layout = trainingLayout(learning, null, { width: 1000, height: 260, measures });
const paths = (marks: readonly { kind: string }[]): PathMark[] =>
  marks.filter((mark): mark is PathMark => mark.kind === 'path');

test('the curves begin at the left and come as far as the course has come', () => {
  const [loss] = paths(trainingStill(learning, null, layout, 10)).filter(({ stroke }) => stroke?.colour === 'ink');
  const { box } = layout.loss;
  const xs = (loss as PathMark).points.filter((_, index) => index % 2 === 0);
  expect(xs).toHaveLength(4);
  expect(Math.max(...xs)).toBeCloseTo(box.x + box.width / 2, 9);
});

test('a loss that is higher lies higher, and none leaves its box', () => {
  const [loss] = paths(trainingStill(learning, null, layout, 10)).filter(({ stroke }) => stroke?.colour === 'ink');
  const ys = (loss as PathMark).points.filter((_, index) => index % 2 === 1);
  expect(ys).toEqual([...ys].sort((a, b) => a - b));
  expect(Math.min(...ys)).toBeGreaterThanOrEqual(layout.loss.box.y);
});

test('what is guessed by lot is drawn as a level: 2.3 and 10 %', () => {
  const texts = textsOf(trainingStill(null, null, layout, 10));
  expect(texts).toContain('by lot 2.3');
  expect(texts).toContain('by lot 10 %');
});

test('the moment says its own numbers, the smoothed loss and the share of the unseen that is right', () => {
  const said = textsOf(trainingMoving(learning, 1, layout));
  expect(said).toEqual([expect.stringMatching(/^1\.\d/), '75 %']);
  expect(textsOf(trainingMoving(learning, 0, layout))).toEqual(['10 %']); // before the first batch there is no loss
});

test('no word of the curves is cut off, and the moment’s numbers stand over them', () => {
  for (const form of ['page', 'projector'] as const) {
    const drawn = trainingLayout(learning, null, { width: 1000, height: 360, measures: measuresFor(form, 1000) });
    const words = (marks: readonly { kind: string }[]): TextMark[] =>
      marks.filter((mark): mark is TextMark => mark.kind === 'text');
    for (const { y, size } of words(trainingStill(learning, null, drawn, 10))) {
      expect(y - size / 2).toBeGreaterThanOrEqual(0);
      expect(y + size / 2).toBeLessThanOrEqual(360);
    }
    for (const at of [0, 1]) {
      for (const { y, size } of words(trainingMoving(learning, at, drawn)))
        expect(y + size / 2).toBeLessThanOrEqual(drawn.loss.box.y);
    }
  }
});

test('a point under either curve is its batch', () => {
  for (const { box } of [layout.loss, layout.accuracy]) {
    expect(stepAt(layout, box.x + box.width / 2, box.y + 9)).toBe(4);
    expect(stepAt(layout, box.x - 5, box.y + 9)).toBe(0);
  }
});

test('the course before is beside it in one pale group', () => {
  const alone = trainingStill(learning, null, layout, 10).length;
  const marks = trainingStill(learning, learning, layout, 10);
  expect(marks).toHaveLength(alone + 1);
  expect(marks.find(({ kind }) => kind === 'group')).toMatchObject({ opacity: 0.45 });
});
