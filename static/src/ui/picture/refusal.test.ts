import { expect, test } from 'vitest';
import { Problem } from '../../wire/problem.ts';
import { cameraMissing, refusalOf, unsendable } from './refusal.ts';

test('the server’s own sentence is shown, and the camera’s refusal becomes one', () => {
  const problem = new Problem({
    title: 'Too large',
    status: 413,
    detail: 'This picture has 90 megapixels.',
    field: null,
  });
  expect(refusalOf(problem)).toBe('This picture has 90 megapixels.');
  expect(refusalOf(new DOMException('denied', 'NotAllowedError'))).toMatch(/allow it/);
});

test('a fault of ours is not dressed as a refusal', () => {
  expect(() => refusalOf(new RangeError('off by one'))).toThrow('off by one');
  expect(() => refusalOf(new TypeError('undefined is not a function'))).toThrow('undefined is not');
});

test('a page that came unprotected is told why it has no camera', () => {
  expect(cameraMissing(false, undefined)).toMatch(/https/);
  expect(cameraMissing(true, {} as MediaDevices)).toBeNull();
});

test('what cannot be a picture is not sent', () => {
  expect(unsendable({ size: 10, type: 'text/plain' }, 100)).toBe('This is a text/plain file, not a picture.');
  expect(unsendable({ size: 2_500_000, type: 'image/png' }, 1_000_000)).toBe(
    'This file has 2.5 MB; pictures may have 1.0 MB.',
  );
  expect(unsendable({ size: 10, type: '' }, 100)).toBeNull();
});
