import { expect, test } from 'vitest';
import { readQuestion } from '../wire/question.ts';
import { convolveHere, isSameOutput } from './here.ts';
import { type Volume, volumeOfGrid } from './volume.ts';

/** What is computed here for a written question: its planes as rows of numbers. */
function computed(query: string): number[][] | null {
  const question = readQuestion(query, 'convolution');
  if (question.subject.kind !== 'grid') throw new RangeError('Only grids are written out.');
  const planes = question.kernel.map((filter) => filter.map((plane) => (plane.kind === 'written' ? plane.rows : [])));
  return convolveHere(question, planes, volumeOfGrid(question.subject.grid))?.planes.map((plane) => [...plane]) ?? null;
}

test('the corners of a window are added up', () => {
  expect(computed('grid=1,2,3;4,5,6;7,8,9&kernel=1,0;0,1')).toEqual([[6, 8, 12, 14]]);
});

test('a true convolution turns the kernel half round', () => {
  expect(computed('grid=1,2,3&kernel=1,10')).toEqual([[21, 32]]);
  expect(computed('grid=1,2,3&kernel=1,10&flip=1')).toEqual([[12, 23]]);
});

test('stride leaves outputs out and dilation leaves inputs out', () => {
  expect(computed('grid=1,2,3,4,5&kernel=1,1&stride=1,2')).toEqual([[3, 7]]);
  expect(computed('grid=1,2,3,4,5&kernel=1,1&dilation=1,2')).toEqual([[4, 6, 8]]);
});

test('each border fills the padding in its own way', () => {
  const padded = (border: string) => computed(`grid=1,2,4&kernel=1,0,0&padding=0,1&border=${border}`);
  expect(['zeros', 'replicate', 'reflect', 'circular'].map((border) => padded(border)?.[0]?.[0])).toEqual([0, 1, 2, 4]);
});

test('bias comes before the activation', () => {
  expect(computed('grid=1,-3&kernel=1&bias=2&activation=relu')).toEqual([[3, 0]]);
});

test('one plane filters every channel by itself; a deep filter adds its channels', () => {
  expect(computed('grid=1|2|3&kernel=2')).toEqual([[2], [4], [6]]);
  expect(computed('grid=1|2|3&kernel=1|10|100')).toEqual([[321]]);
});

test('what takes longer than a frame is left to the server, and so is a transposed convolution', () => {
  expect(computed('grid=1,2;3,4&kernel=1&transposed=1')).toBeNull();
  const side = 512;
  const picture: Volume = { planes: [new Float32Array(side * side)], height: side, width: side };
  const row = Array.from({ length: 9 }, () => '1').join();
  const question = readQuestion(`image=face&kernel=${Array(9).fill(row).join(';')}`, 'convolution');
  const plane = question.kernel[0]?.[0];
  expect(plane?.kind === 'written' && convolveHere(question, [[plane.rows]], picture)).toBeNull();
});

test('outputs are the same where they differ by float32 rounding alone', () => {
  const volume = (value: number): Volume => ({ planes: [Float32Array.of(value)], height: 1, width: 1 });
  expect(isSameOutput(volume(0.1 + 0.2), volume(0.3))).toBe(true);
  expect(isSameOutput(volume(0.3), volume(0.301))).toBe(false);
});

test('weights beyond the few that are added in one pass count too', () => {
  expect(computed('grid=1,2,3;4,5,6;7,8,9&kernel=1,2,3;4,5,6;7,8,9')).toEqual([[285]]);
});

test('the same picture is padded anew for another border and for another padding', () => {
  const input: Volume = { planes: [Float32Array.of(1, 2, 4)], height: 1, width: 3 };
  const first = (query: string): number | undefined => {
    const question = readQuestion(`image=face&kernel=1,0,0&${query}`, 'convolution');
    const plane = question.kernel[0]?.[0];
    return plane?.kind === 'written' ? convolveHere(question, [[plane.rows]], input)?.planes[0]?.[0] : undefined;
  };
  const asked = ['padding=0,1', 'padding=0,1&border=circular', 'padding=0,1,0,2&border=circular', 'padding=0,1'];
  expect(asked.map(first)).toEqual([0, 4, 2, 0]);
});
