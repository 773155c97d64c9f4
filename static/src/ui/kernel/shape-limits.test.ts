import { expect, test } from 'vitest';
import { readQuestion } from '../../wire/question.ts';
import { largest, shapeRefusal, shapeText } from './shape-limits.ts';

const asked = (rest: string) => readQuestion(`image=face&kernel=sobel-x&${rest}`, 'convolution');

test('a window too wide for its picture is refused in the words of the engine', () => {
  expect(shapeRefusal(asked('dilation=3'), [5, 5], [3, 3])).toEqual({
    field: 'kernel',
    message: 'A window spanning 7 cells cannot fit in 5.',
  });
  expect(shapeRefusal(asked('padding=same'), [5, 5], [3, 3])).toBeNull();
});

test('the dilation ends where the window would no longer fit', () => {
  expect(largest('dilation', asked(''), [5, 5], [3, 3], 16)).toBe(2);
  expect(largest('dilation', asked('padding=same'), [5, 5], [3, 3], 16)).toBe(16);
  expect(largest('stride', asked(''), [5, 5], [3, 3], 16)).toBe(16);
});

test('a mirror cannot show more than there is: reflect needs fewer cells than the picture has, circular as many', () => {
  expect(shapeRefusal(asked('padding=5&border=reflect'), [5, 9], [3, 3])?.field).toBe('border');
  expect(shapeRefusal(asked('padding=4&border=reflect'), [5, 9], [3, 3])).toBeNull();
  expect(shapeRefusal(asked('padding=5&border=circular'), [5, 9], [3, 3])).toBeNull();
});

test('the shape is said as rows by columns', () => {
  expect(shapeText(asked('stride=2'), [64, 32], [3, 3])).toBe('31 × 15');
});
