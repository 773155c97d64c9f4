/**
 * Functions of a continuous time t that are smooth between known breaks, so that an integral can be taken piece by
 * piece. Time has no unit; everything begins within −3 … 3.
 */
import { noise } from './noise.ts';
import { SHAPES, type Shape } from './shapes.ts';

export interface Piecewise {
  /** In order; before the first and behind the last the function is nought. */
  readonly breaks: readonly number[];
  /** Length over which it changes little enough for one panel of quadrature. */
  readonly grain: number;
  at(t: number): number;
  /** Dirac's δ: no function, but an area of this size at t = 0. */
  readonly impulse?: number;
}

/** A shape with its width, or what was drawn. */
export interface Chosen {
  readonly shape: Shape | 'drawn';
  readonly width: number;
  readonly seed: number;
  /** The values of a drawing at t = −3, −2.9, … 3. */
  readonly drawn: readonly number[];
}

export const REACH = 3;
export const DRAWN_SAMPLES = 61;
/** What is left of e^(−t/w) and of a Gaussian beyond so many widths is nothing to a double. */
const TAIL = { exponential: 38, gaussian: 8.5 } as const;
/** A step of noise, in t. */
const NOISE_STEP = 0.2;

export function isShape(text: string): text is Shape {
  return (SHAPES as readonly string[]).includes(text);
}

/** What the width of a shape stands for. */
export const WIDTH_MEANS: Readonly<Record<Shape, string>> = {
  impulse: '',
  box: 'from edge to edge',
  ramp: 'from edge to edge',
  exponential: 'time until 37 % are left',
  sine: 'length of a wave',
  chirp: 'length of its last wave, times 3',
  gaussian: 'standard deviation',
  noise: '',
};

export function functionOf({ shape, width: w, seed, drawn }: Chosen): Piecewise {
  switch (shape) {
    case 'impulse':
      return { breaks: [0, 0], grain: 1, at: () => 0, impulse: 1 };
    case 'box':
      return within(-w / 2, w / 2, w, () => 1);
    case 'ramp':
      return within(-w / 2, w / 2, w, (t) => t / w + 0.5);
    case 'exponential':
      return within(0, TAIL.exponential * w, w, (t) => Math.exp(-t / w));
    case 'sine':
      return within(-REACH, REACH, w / 4, (t) => Math.sin((2 * Math.PI * t) / w));
    case 'chirp':
      // The frequency grows from 0 at t = −3 to 3/w at t = 3.
      return within(-REACH, REACH, w / 12, (t) => Math.sin((Math.PI * (t + REACH) ** 2) / (2 * w)));
    case 'gaussian':
      return within(-TAIL.gaussian * w, TAIL.gaussian * w, w, (t) => Math.exp(-0.5 * (t / w) ** 2));
    case 'noise':
      return steps(noise(seed, Math.round((2 * REACH) / NOISE_STEP)));
    case 'drawn':
      return joined(drawn);
  }
}

function within(from: number, to: number, grain: number, at: (t: number) => number): Piecewise {
  return { breaks: [from, to], grain, at: (t) => (t < from || t > to ? 0 : at(t)) };
}

/** Constant pieces from −3 to 3: as far as a noise can be a function at all. */
function steps(values: readonly number[]): Piecewise {
  const length = (2 * REACH) / values.length;
  const breaks = [...values.map((_, index) => -REACH + index * length), REACH];
  return { breaks, grain: length, at: (t) => values[Math.floor((t + REACH) / length)] ?? 0 };
}

/** The drawn values joined by straight lines. */
function joined(values: readonly number[]): Piecewise {
  const length = (2 * REACH) / (values.length - 1);
  const at = (t: number): number => {
    const place = (t + REACH) / length;
    if (place < 0 || place > values.length - 1) return 0;
    const index = Math.min(values.length - 2, Math.floor(place));
    const [from = 0, to = 0] = [values[index], values[index + 1]];
    return from + (to - from) * (place - index);
  };
  return { breaks: values.map((_, index) => -REACH + index * length), grain: length, at };
}
