/** One plot: places along n or t, values upwards, in a box on the scene. */
import type { ValueRange } from '../../core/value-range.ts';
import type { Box } from '../mark.ts';

export interface Plot {
  readonly box: Box;
  /** The first and last place in sight. */
  readonly from: number;
  readonly to: number;
  readonly low: number;
  readonly high: number;
}

/** Left and right of whole numbers there is half a step of room: their stems stand in columns. */
export function stemPlot(box: Box, first: number, last: number, [low, high]: ValueRange): Plot {
  return { box, from: first - 0.5, to: last + 0.5, low, high };
}

export function xOf({ box, from, to }: Plot, place: number): number {
  return box.x + ((place - from) / (to - from)) * box.width;
}

export function yOf({ box, low, high }: Plot, value: number): number {
  return box.y + ((high - value) / (high - low)) * box.height;
}

export function placeAt({ box, from, to }: Plot, x: number): number {
  return from + ((x - box.x) / box.width) * (to - from);
}

export function valueAtHeight({ box, low, high }: Plot, y: number): number {
  return high - ((y - box.y) / box.height) * (high - low);
}

/** The width of one sample's column. */
export function pitchOf({ box, from, to }: Plot): number {
  return box.width / (to - from);
}

/** A range that holds nought and all values, its ends rounded outwards to 1, 2 or 5 and noughts. */
export function roomFor(values: Iterable<number>): ValueRange {
  let [low, high] = [0, 0];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (low === 0 && high === 0) return [0, 1];
  const step = niceStep(high - low, 8);
  return [Math.floor(low / step + 1e-9) * step || 0, Math.ceil(high / step - 1e-9) * step || 0];
}

/** 1, 2 or 5 and noughts, so that about `count` of them make the length. */
export function niceStep(length: number, count: number): number {
  const rough = length / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5, 10].find((one) => one * power >= rough * (1 - 1e-9)) ?? 10;
  return factor * power;
}
