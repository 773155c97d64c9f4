/** A chosen function as a link's view option keeps it: `box,2`, `noise,1,7`, `drawn,UUV…` with a letter a sample. */
import { writeDecimal } from '../numbers.ts';
import { type Chosen, DRAWN_SAMPLES, isShape } from './functions.ts';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const MIDDLE = 31;
/** Steps of a drawing from nought to one. */
const STEPS = 20;
/** As far as letters reach. */
export const HIGHEST_DRAWN = MIDDLE / STEPS;

export const WIDTHS = { least: 0.2, most: 6 } as const;
export const FLAT: readonly number[] = Array.from({ length: DRAWN_SAMPLES }, () => 0);

export function writeChosen({ shape, width, seed, drawn }: Chosen): string {
  if (shape === 'drawn') return `drawn,${drawn.map(letterOf).join('')}`;
  if (shape === 'noise') return `noise,${seed}`;
  return shape === 'impulse' ? shape : `${shape},${writeDecimal(width)}`;
}

/** What a link says; where it says nothing that can be read, the fallback. */
export function readChosen(text: string | undefined, fallback: Chosen): Chosen {
  const [shape = '', value = ''] = (text ?? '').split(',');
  if (shape === 'drawn') {
    const drawn = Array.from(value, readLetter);
    const isWhole = drawn.length === DRAWN_SAMPLES && drawn.every(Number.isFinite);
    return isWhole ? { ...fallback, shape, drawn } : fallback;
  }
  if (!isShape(shape)) return fallback;
  if (shape === 'impulse') return { ...fallback, shape };
  if (shape === 'noise') return /^[0-9]{1,4}$/.test(value) ? { ...fallback, shape, seed: Number(value) } : fallback;
  const width = Number(value || Number.NaN);
  const isWidth = width >= WIDTHS.least && width <= WIDTHS.most;
  return isWidth ? { ...fallback, shape, width } : fallback;
}

/** A drawn value as one of the 63 that a link can keep. */
export function kept(value: number): number {
  const step = Math.round(value * STEPS);
  return Math.min(MIDDLE, Math.max(-MIDDLE, step)) / STEPS;
}

function letterOf(value: number): string {
  return LETTERS[Math.round(kept(value) * STEPS) + MIDDLE] ?? 'f';
}

function readLetter(letter: string): number {
  const index = LETTERS.indexOf(letter);
  return index < 0 || index > 2 * MIDDLE ? Number.NaN : (index - MIDDLE) / STEPS;
}
