/** Signals that one can choose, as numbers to be written down: rounded here, so that the link's are the ones shown. */
import { noise } from './noise.ts';

export const SHAPES = ['impulse', 'box', 'ramp', 'exponential', 'sine', 'chirp', 'gaussian', 'noise'] as const;
export type Shape = (typeof SHAPES)[number];

/** What each is called on the page. */
export const SHAPE_NAMES: Readonly<Record<Shape, string>> = {
  impulse: 'Impulse',
  box: 'Box',
  ramp: 'Ramp',
  exponential: 'Exponential',
  sine: 'Sine',
  chirp: 'Chirp',
  gaussian: 'Gaussian',
  noise: 'Noise',
};

/** `length` samples of a shape: `samplesOf('ramp', 4)` is [1, 2, 3, 4]. Noise takes a seed. */
export function samplesOf(shape: Shape, length: number, seed = 1): number[] {
  if (shape === 'noise') return noise(seed, length).map((value) => rounded(value, 2));
  return Array.from({ length }, (_, n) => sampleOf(shape, n, length));
}

function sampleOf(shape: Exclude<Shape, 'noise'>, n: number, length: number): number {
  const middle = (length - 1) / 2;
  switch (shape) {
    case 'impulse':
      return n === Math.floor(middle) ? 1 : 0;
    case 'box':
      return 1;
    case 'ramp':
      return n + 1;
    case 'exponential':
      return rounded(0.8 ** n, 3);
    case 'sine':
      return rounded(Math.sin((2 * Math.PI * n * wavesIn(length)) / length), 3);
    case 'chirp':
      // The phase grows with n²: from standing still to 0.8 of the finest wave.
      return rounded(Math.cos((0.4 * Math.PI * n * n) / length), 3);
    case 'gaussian':
      return rounded(Math.exp(-0.5 * ((n - middle) / Math.max(0.6, length / 6)) ** 2), 3);
  }
}

/** Whole waves, of eight samples or more each. */
function wavesIn(length: number): number {
  return Math.max(1, Math.min(4, Math.floor(length / 8)));
}

function rounded(value: number, decimals: number): number {
  const unit = 10 ** decimals;
  return Math.round(value * unit) / unit || 0;
}
