import { expect, test } from 'vitest';
import { captionOf } from './words.ts';

const ASKED = { flip: true, mode: 'full', samples: 6, extent: 2, outputs: 7, stride: 1, first: 0, last: 6 } as const;

test('the caption counts the places and says where they are', () => {
  expect(captionOf(ASKED)).toContain('6 + 2 − 1 = 7 places: 7 outputs, n = 0 … 6.');
  expect(captionOf({ ...ASKED, flip: false, mode: 'valid', outputs: 5, last: 4 })).toBe(
    'Correlation, which networks call convolution: the kernel slides as it is written. ' +
      'Valid: only where the kernel lies wholly on the signal, 6 − 2 + 1 = 5 places: 5 outputs, n = 0 … 4.',
  );
});

test('a stride leaves places out, and one output is one', () => {
  expect(captionOf({ ...ASKED, stride: 2, outputs: 4 })).toContain('of which every second is computed: 4 outputs');
  expect(captionOf({ ...ASKED, outputs: 1, first: -1, last: -1 })).toContain('1 output, n = −1.');
});
