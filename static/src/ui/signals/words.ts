/** What is on the screen, in a sentence or two that change with what is chosen. */
import { typographic } from '../../core/digits.ts';

export interface Asked {
  readonly flip: boolean;
  readonly mode: 'full' | 'same' | 'valid' | 'own';
  readonly samples: number;
  /** Of the kernel, gaps included. */
  readonly extent: number;
  readonly outputs: number;
  readonly stride: number;
  /** Places of the first and last output. */
  readonly first: number;
  readonly last: number;
}

export function captionOf({ flip, mode, samples: n, extent: k, outputs, stride, first, last }: Asked): string {
  const operation = flip
    ? 'Convolution: the kernel is turned round, so k[0] meets the newest sample and k[1] the one before it.'
    : 'Correlation, which networks call convolution: the kernel slides as it is written.';
  const whole: Record<Asked['mode'], string> = {
    full: `Full: every overlap counts, ${n} + ${k} − 1 = ${n + k - 1} places`,
    same: `Same: as many places as samples, ${n}, the middle ones`,
    valid: `Valid: only where the kernel lies wholly on the signal, ${n} − ${k} + 1 = ${n - k + 1} places`,
    own: 'Padding of its own',
  };
  const strided = stride > 1 ? `, of which every ${ordinal(stride)} is computed` : '';
  const range = outputs === 1 ? `n = ${first}` : `n = ${first} … ${last}`;
  return `${operation} ${whole[mode]}${strided}: ${outputs} ${outputs === 1 ? 'output' : 'outputs'}, ${typographic(range)}.`;
}

/** The same of two functions of time. */
export function integralCaption(turned: boolean): string {
  return turned
    ? 'Convolution: the kernel runs backwards over the signal; orange counts, blue counts against. Its area is y(t).'
    : 'Correlation: the kernel is not turned; y(t) is large where the signal looks like the kernel.';
}

function ordinal(number: number): string {
  return ['', '', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth'][number] ?? `${number}th`;
}
