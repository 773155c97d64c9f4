import { expect, test } from 'vitest';
import { fileName } from './still.ts';

test('a file is named after picture and kernel, with nothing a file system minds', () => {
  expect(fileName(['Face, 32 × 32', 'sobel-left'], 'png')).toBe('face-32-32-sobel-left.png');
  expect(fileName(['gaussian:size=7,sigma=1.5'], 'svg')).toBe('gaussian-size-7-sigma-1-5.svg');
  expect(fileName(['×'], 'png')).toBe('kernelscope.png');
});
