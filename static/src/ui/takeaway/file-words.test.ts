import { expect, test } from 'vitest';
import { fileName } from '../../export/still.ts';
import { readQuestion } from '../../wire/question.ts';
import { fileWords } from './file-words.ts';

const named = (query: string, op: 'convolution' | 'pooling' = 'convolution') =>
  fileName(fileWords(readQuestion(query, op)), 'png');

test('a file of a picture is called after the picture and what is done to it', () => {
  expect(named('image=face&size=32&kernel=sobel-x')).toBe('face-32-sobel-x.png');
  expect(named(`image=${'a1'.repeat(16)}&kernel=sobel-x`)).toBe('picture-sobel-x.png');
  expect(named('image=face&pool=max&window=2,3', 'pooling')).toBe('face-max-pooling-2-3.png');
});

test('a file of a grid is called after the case: operation, shapes, stride and padding', () => {
  expect(named('grid=1,2,3;4,5,6;7,8,9&kernel=1,0;0,1&stride=2&padding=same&transposed=1')).toBe(
    'transposed-convolution-3x3-kernel-2x2-stride-2-padding-same.png',
  );
  expect(named('grid=1,2|3,4&pool=avg&window=1,2&stride=1', 'pooling')).toBe(
    'avg-pooling-2x1x2-window-1x2-stride-1.png',
  );
});
