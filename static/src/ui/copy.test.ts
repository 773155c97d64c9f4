import { expect, test } from 'vitest';
import { copyText } from './copy.ts';

function clipboardOf(write: (text: string) => Promise<void>): Clipboard {
  return { writeText: write } as unknown as Clipboard;
}

test('text is copied where there is a clipboard', async () => {
  const copied: string[] = [];
  expect(
    await copyText(
      'kernel=sobel-x',
      clipboardOf(async (text) => void copied.push(text)),
    ),
  ).toBe(true);
  expect(copied).toEqual(['kernel=sobel-x']);
});

test('without a clipboard, or where it is refused, copying says that it did not', async () => {
  expect(await copyText('x', undefined)).toBe(false);
  const refused = clipboardOf(() => Promise.reject(new DOMException('no', 'NotAllowedError')));
  expect(await copyText('x', refused)).toBe(false);
});

test('a mistake of ours is not taken for a refusal', async () => {
  const broken = clipboardOf(() => Promise.reject(new RangeError('ours')));
  await expect(copyText('x', broken)).rejects.toThrow('ours');
});
