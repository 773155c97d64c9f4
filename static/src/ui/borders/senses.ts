/** Borders in words. */
import type { Kind } from './compare.ts';

export const BORDER_SENSES: Readonly<Record<Kind, string>> = {
  zeros: 'Noughts outside of the input: black around a picture.',
  reflect: 'The input mirrored at its edge cells.',
  replicate: 'The edge cells again and again.',
  circular: 'The other side of the input.',
  valid: 'No padding: no window leaves the input, so the output is smaller.',
};
