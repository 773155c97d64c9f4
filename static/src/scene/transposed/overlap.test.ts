import { expect, test } from 'vitest';
import { CASES, subjectOf } from '../../../tests/transposed-cases.ts';
import { makeGeometry } from '../../core/geometry.ts';
import { TransposedWindow } from '../../core/transposed-window.ts';
import { evennessOf, overlapCounts, overlapSentence } from './overlap.ts';

test('torch counts the same stamps, with ones for input and kernel', () => {
  for (const given of CASES) {
    const { geometry, input } = subjectOf(given);
    const { planes, width } = overlapCounts(geometry, input.height, input.width);
    const counts = given.counts.map((_, row) => Array.from(planes[0]?.subarray(row * width, (row + 1) * width) ?? []));
    expect(counts).toEqual(given.counts);
  }
});

test('Away from the ends the least and the most are those that a long axis shows', () => {
  for (let size = 1; size <= 6; size++) {
    for (let stride = 1; stride <= 4; stride++) {
      for (let dilation = 1; dilation <= 3; dilation++) {
        const window = new TransposedWindow({ size, stride, dilation });
        const n = 30;
        const middle = Array.from({ length: stride }, (_, i) => window.contributions(15 * stride + i, n).length);
        expect(evennessOf(window)).toEqual({ least: Math.min(...middle), most: Math.max(...middle) });
      }
    }
  }
});

function said(kernel: [number, number], stride: [number, number], dilation: [number, number] = [1, 1]): string {
  const geometry = makeGeometry({ kernel, stride, dilation, transposed: true });
  return geometry.transposed ? overlapSentence(geometry) : expect.fail();
}

test('A kernel that is no multiple of the stride makes a checkerboard, or stripes', () => {
  expect(said([3, 3], [2, 2])).toBe(
    'A kernel of 3 is not a multiple of stride 2, so some cells get 4 stamps and others 1: a checkerboard.',
  );
  expect(said([3, 4], [2, 2])).toBe(
    'A kernel of 3 is not a multiple of stride 2, so some cells get 4 stamps and others 2: stripes, row by row.',
  );
  expect(said([1, 3], [1, 2])).toContain('stripes, column by column.');
  expect(said([2, 3], [3, 2])).toBe(
    'A kernel of 2 is not a multiple of stride 3, and 3 is not a multiple of stride 2, ' +
      'so some cells get 2 stamps and others none: a checkerboard.',
  );
});

test('A multiple is even, and stride 1 always', () => {
  expect(said([4, 4], [2, 2])).toBe(
    'A kernel of 4 is a multiple of stride 2: every cell away from the rim gets 4 stamps. No checkerboard.',
  );
  expect(said([2, 2], [2, 2])).toContain('gets 1 stamp. No checkerboard.');
  expect(said([3, 3], [1, 1])).toBe('With stride 1 every cell away from the rim gets 9 stamps: no checkerboard.');
});

test('A dilation can miss cells although the kernel is a multiple of the stride', () => {
  expect(said([2, 2], [2, 2], [2, 2])).toBe(
    'A dilation of 2 with a stride of 2 keeps missing the same cells, so some cells get 4 stamps and others none: a checkerboard.',
  );
});
