import { expect, test } from 'vitest';
import { poolingOf } from '../scene/examples.ts';
import { textsOf } from '../scene/mark.ts';
import { gridOf } from '../scene/volume.ts';
import { captioned, captionFor } from './caption.ts';
import { stageFigure } from './stage-figure.ts';

const LONG =
  'Convolution: the kernel is turned round, so k[0] meets the newest sample and k[1] the one before it. Full: every overlap counts.';

test('a caption is broken between words, into lines that the figure is wide enough for', () => {
  const { lines, height, size } = captionFor(LONG, 920);
  expect(lines).toHaveLength(2);
  expect(lines.join(' ')).toBe(LONG);
  expect(height).toBeGreaterThan(2 * size);
});

test('a word longer than a line is broken too, and none of it is lost', () => {
  const { lines } = captionFor('x'.repeat(300), 920);
  expect(lines.length).toBeGreaterThan(1);
  expect(lines.join('')).toBe('x'.repeat(300));
});

test('without words there is no caption, and the figure is the figure', () => {
  const caption = captionFor('  ', 920);
  expect(caption).toMatchObject({ lines: [], height: 0 });
  const figure = stage();
  expect(captioned(figure, caption)).toBe(figure);
});

test('a caption stands under the figure, and as still as it does', () => {
  const figure = stage();
  const caption = captionFor('Max pooling', 920);
  const both = captioned(figure, caption);
  const [bare, one, other] = [figure.sceneAt(at(0)), both.sceneAt(at(0)), both.sceneAt(at(3))];
  expect(one.height).toBe(bare.height + caption.height);
  expect(textsOf(one.still).at(-1)).toBe('Max pooling');
  expect(other.still).toBe(one.still);
  const mark = one.still.at(-1);
  const line = mark?.kind === 'group' ? mark.marks[0] : undefined;
  expect(line?.kind === 'text' && line.y > bare.height && line.y < one.height).toBe(true);
});

function stage() {
  const lecture = [
    [1, 5, 3, 2],
    [0, 2, 1, 1],
    [4, 4, 6, 35],
    [4, 4, 6, 17],
  ];
  const subject = poolingOf(gridOf(lecture), 'max', [2, 2]);
  return stageFigure(subject, { width: 920, height: 460, form: 'page' });
}

function at(position: number) {
  return { position, subStep: 'write', progress: 1 } as const;
}
