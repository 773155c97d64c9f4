import { expect, test } from 'vitest';
import { readQuestion } from '../../wire/question.ts';
import { reachOfPair, shapeRefusal, shapeText } from './shape-limits.ts';

const asked = (rest: string) => readQuestion(`image=face&kernel=sobel-x&${rest}`, 'convolution');

test('a window too wide for its picture is refused in the words of the engine', () => {
  expect(shapeRefusal(asked('dilation=3'), [5, 5], [3, 3])).toEqual({
    field: 'kernel',
    message: 'A window spanning 7 cells cannot fit in 5.',
  });
  expect(shapeRefusal(asked('padding=same'), [5, 5], [3, 3])).toBeNull();
});

test('the dilation ends where the window would no longer fit', () => {
  expect(reachOfPair('dilation', asked(''), [5, 5], [3, 3], [1, 16])).toEqual([1, 2]);
  expect(reachOfPair('dilation', asked('padding=same'), [5, 5], [3, 3], [1, 16])).toEqual([1, 16]);
  expect(reachOfPair('stride', asked(''), [5, 5], [3, 3], [1, 16])).toEqual([1, 16]);
});

test('an output padding stays below the stride, and the stride above the output padding', () => {
  const up = asked('transposed=1&stride=3&output_padding=1');
  expect(reachOfPair('outputPadding', up, [4, 4], [3, 3], [0, 63])).toEqual([0, 2]);
  expect(reachOfPair('stride', up, [4, 4], [3, 3], [1, 8])).toEqual([2, 8]);
});

test('a transposed convolution has no ring to fill, and cannot be cut to nothing', () => {
  expect(shapeRefusal({ ...asked('transposed=1'), border: 'reflect' }, [4, 4], [3, 3])?.field).toBe('border');
  expect(shapeRefusal(asked('transposed=1&padding=3'), [2, 2], [2, 2])?.field).toBe('padding');
});

test('a mirror cannot show more than there is: reflect needs fewer cells than the picture has, circular as many', () => {
  expect(shapeRefusal(asked('padding=5&border=reflect'), [5, 9], [3, 3])?.field).toBe('border');
  expect(shapeRefusal(asked('padding=4&border=reflect'), [5, 9], [3, 3])).toBeNull();
  expect(shapeRefusal(asked('padding=5&border=circular'), [5, 9], [3, 3])).toBeNull();
});

test('the shape is said as rows by columns', () => {
  expect(shapeText(asked('stride=2'), [64, 32], [3, 3])).toBe('31 × 15');
});
