/** Numbers for exercises: small, whole, and for one seed the same at every seat. */
import { wholeThrown } from './dice.ts';

export const FILLINGS = ['0-3', '0-9', '-2-2', 'ones', 'counting', 'impulse'] as const;
export type Filling = (typeof FILLINGS)[number];

/** One plane of the input or of the weights; its number tells it from the others. */
export interface FilledPlane {
  readonly of: 'input' | 'weights';
  readonly plane: number;
  readonly height: number;
  readonly width: number;
}

const RANGES: Readonly<Partial<Record<Filling, readonly [low: number, high: number]>>> = {
  '0-3': [0, 3],
  '0-9': [0, 9],
  '-2-2': [-2, 2],
};

/**
 * Rows of numbers. A thrown cell is the same in a plane of any size; only counting and the impulse look at the size.
 * `filled('counting', 1, { of: 'input', plane: 0, height: 2, width: 2 })` is `[[1, 2], [3, 4]]`.
 */
export function filled(filling: Filling, seed: number, { of, plane, height, width }: FilledPlane): number[][] {
  const range = RANGES[filling];
  const stream = of === 'input' ? 0 : 1;
  const cellAt = (row: number, column: number): number => {
    if (range) return wholeThrown(...range, seed, stream, plane, row, column);
    if (filling === 'ones') return 1;
    if (filling === 'counting') return row * width + column + 1;
    return row === middleOf(height) && column === middleOf(width) ? 1 : 0;
  };
  return Array.from({ length: height }, (_, row) => Array.from({ length: width }, (__, column) => cellAt(row, column)));
}

function middleOf(length: number): number {
  return Math.floor((length - 1) / 2);
}
