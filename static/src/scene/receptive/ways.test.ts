import { expect, test } from 'vitest';
import { flattened, textsOf } from '../mark.ts';
import { waysScene } from './ways.ts';

const values = Float64Array.of(0, 1, 3, 6, 7, 6, 3, 1, 0);

test('bars are as high as their numbers, which stand over them', () => {
  const scene = waysScene([{ title: 'ways', values, colour: 'ink', isCounted: true }], [1, 7], {
    width: 720,
    form: 'page',
  });
  const bars = Array.from(flattened(scene.still)).filter((mark) => mark.kind === 'rect' && mark.fill === 'ink');
  const heights = bars.map((bar) => (bar.kind === 'rect' ? bar.box.height : 0));
  expect(heights.map((height) => height / Math.max(...heights))).toEqual(
    [1, 3, 6, 7, 6, 3, 1].map((count) => count / 7),
  );
  expect(textsOf(scene.still)).toEqual(['ways', '1', '3', '6', '7', '6', '3', '1']);
});
