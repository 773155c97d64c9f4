import { expect, test } from 'vitest';
import { makeGeometry, outputShape } from '../../core/geometry.ts';
import { convolutionOf, kernelOf, pictureOf, poolingOf } from '../../scene/examples.ts';
import type { Subject } from '../../scene/subject.ts';
import { gridOf, volumeOf } from '../../scene/volume.ts';
import { readQuestion } from '../../wire/question.ts';
import { sentenceOf } from './sentence.ts';

const ROW = [1, 2, 3, 4, 5];
const GRID = gridOf([ROW, ROW, ROW, ROW, ROW]);
const TEXT = `grid=${[ROW, ROW, ROW, ROW, ROW].join(';')}`;

function convolved(rest: string, geometry = {}, more = {}): string {
  const subject = convolutionOf({ input: GRID, kernel: [[kernelOf('1,2,1;0,1,0;1,1,1')]], geometry, ...more });
  return sentenceOf('Convolution', readQuestion(`${TEXT}&kernel=1,2,1;0,1,0;1,1,1${rest}`, 'convolution'), subject);
}

test('a caption says the window, how it moves, and what becomes of the shape', () => {
  expect(convolved('')).toBe('Convolution: a 3 × 3 kernel makes a 3 × 3 output of a 5 × 5 input.');
  const geometry = { stride: [2, 2], padding: [1, 1, 1, 1] } as const;
  expect(convolved('&stride=2&padding=1', geometry)).toBe(
    'Convolution: a 3 × 3 kernel with stride 2 and padding 1 makes a 3 × 3 output of a 5 × 5 input.',
  );
});

test('uneven sides, what fills them, and what follows the sum are said', () => {
  const more = { border: 'reflect', bias: [1], activation: 'relu' } as const;
  const said = convolved('&padding=0,1,2,0&border=reflect&bias=1&activation=relu', { padding: [0, 1, 2, 0] }, more);
  expect(said).toContain(
    'with padding 0 above, 1 right, 2 below, 0 left (reflect), a bias and relu makes a 5 × 4 output',
  );
});

test('a pooling always says its stride, and an average whether it counts its padding', () => {
  const question = readQuestion('grid=1,2;3,4&pool=max&window=2', 'pooling');
  const subject = poolingOf(
    gridOf([
      [1, 2],
      [3, 4],
    ]),
    'max',
    [2, 2],
  );
  expect(sentenceOf('Max pooling', question, subject)).toBe(
    'Max pooling: a 2 × 2 window with stride 2 makes a 1 × 1 output of a 2 × 2 input.',
  );
  const uncounted = readQuestion('grid=1,2;3,4&pool=avg&window=2&padding=1&count_padding=0', 'pooling');
  const geometry = makeGeometry({ kernel: [2, 2], stride: [2, 2], padding: [1, 1, 1, 1] });
  const [height, width] = outputShape(geometry, 2, 2);
  const output = volumeOf([new Float32Array(height * width)], height, width);
  const padded: Subject = { ...subject, pool: 'avg', countPadding: false, geometry, output };
  expect(sentenceOf('Average pooling', uncounted, padded)).toContain('stride 2 and padding 1 (not counted)');
});

test('channels and filters are counted, red, green and blue are one picture', () => {
  const kernel = [kernelOf('1,1'), kernelOf('1,0')];
  const volume = convolutionOf({ input: gridOf([ROW], [ROW]), kernel: [kernel, kernel, kernel] });
  const question = readQuestion('grid=1,2,3,4,5|1,2,3,4,5&kernel=1,1|1,0||1,1|1,0||1,1|1,0', 'convolution');
  expect(sentenceOf('Convolution', question, volume)).toBe(
    'Convolution: 3 kernels of 1 × 2 make a 3 × 1 × 4 output of a 2 × 1 × 5 input.',
  );
  const input = pictureOf(
    Array.from({ length: 8 }, () => Array.from({ length: 11 }, () => 7)),
    3,
  );
  const one = kernelOf('1,1');
  const colour = convolutionOf({ input, kernel: [[one], [one], [one]], groups: 3, units: 'levels' });
  expect(sentenceOf('Blur', readQuestion('image=face&channels=rgb&kernel=1,1', 'convolution'), colour)).toBe(
    'Blur: a 1 × 2 kernel makes an 8 × 10 output of an 8 × 11 input.',
  );
});
