import { ImpossibleShape, InvalidParameter } from './errors.ts';
import { type Range, rangeOf } from './range.ts';

export interface WindowOptions {
  readonly size: number;
  readonly stride?: number;
  readonly dilation?: number;
  /** Padding cells in front of the first input cell, and behind the last. */
  readonly before?: number;
  readonly after?: number;
}

/** What a window and its transpose share: `size` taps, `dilation` apart, moved `stride` cells at a time. */
export abstract class Taps {
  readonly size: number;
  readonly stride: number;
  readonly dilation: number;
  readonly before: number;
  readonly after: number;

  constructor({ size, stride = 1, dilation = 1, before = 0, after = 0 }: WindowOptions) {
    if (size < 1) throw new InvalidParameter(`A window has at least 1 tap, not ${size}.`, 'kernel');
    if (stride < 1) throw new InvalidParameter(`A window moves by at least 1 cell, not ${stride}.`, 'stride');
    if (dilation < 1) throw new InvalidParameter(`Taps are at least 1 cell apart, not ${dilation}.`, 'dilation');
    const least = Math.min(before, after);
    if (least < 0) throw new InvalidParameter(`Padding adds cells, so it cannot be ${least}.`, 'padding');
    this.size = size;
    this.stride = stride;
    this.dilation = dilation;
    this.before = before;
    this.after = after;
  }

  /** `dilation * (size - 1) + 1`: how many cells the window spans, gaps included. */
  get extent(): number {
    return this.dilation * (this.size - 1) + 1;
  }

  abstract outputLength(n: number): number;

  /** The outputs that input `j` of `n` takes part in. */
  abstract outputsOfInput(j: number, n: number): number[];

  /** Where a place of the input comes to lie in the output: the middle of a window in the middle of its cell. */
  abstract placeOf(at: number): number;
}

/**
 * A window over a padded axis. The window of output `i` starts at input coordinate `i * stride - before`;
 * coordinates below 0, or from the input's length on, lie in the padding.
 */
export class Window extends Taps {
  /** `floor((before + n + after - extent) / stride) + 1`: how often the window fits. */
  outputLength(n: number): number {
    const padded = this.before + n + this.after;
    if (padded < this.extent) {
      const ring = padded > n ? `: ${n} and ${padded - n} of padding` : '';
      throw new ImpossibleShape(`A window spanning ${this.extent} cells cannot fit in ${padded}${ring}.`, 'kernel');
    }
    return Math.floor((padded - this.extent) / this.stride) + 1;
  }

  /** The input coordinates that the window of output `i` covers, gaps included. */
  span(i: number): Range {
    const start = i * this.stride - this.before;
    return rangeOf(start, start + this.extent);
  }

  /** The input coordinates whose values make output `i`: one for each weight, in order. */
  taps(i: number): Range {
    const { start, stop } = this.span(i);
    return rangeOf(start, stop, this.dilation);
  }

  override outputsOfInput(j: number, n: number): number[] {
    const outputs = this.outputLength(n);
    const found: number[] = [];
    for (let k = this.size - 1; k >= 0; k--) {
      const start = j + this.before - k * this.dilation;
      if (start >= 0 && start % this.stride === 0 && start / this.stride < outputs) found.push(start / this.stride);
    }
    return found;
  }

  /** The input coordinates that weight `k` meets as the window moves: one for each output. */
  inputsOfWeight(k: number, n: number): Range {
    const first = k * this.dilation - this.before;
    return rangeOf(first, first + this.outputLength(n) * this.stride, this.stride);
  }

  /** The inputs that no tap ever meets: skipped by the stride, in a dilation's gaps, or left over at the end. */
  unreached(n: number): number[] {
    const met = Array.from({ length: this.size }, (_, k) => this.inputsOfWeight(k, n));
    return missed(met, n);
  }

  /** How many padded cells at the end no window reaches: the remainder that the floor drops. */
  trailing(n: number): number {
    return n + this.after - this.span(this.outputLength(n) - 1).stop;
  }

  override placeOf(at: number): number {
    return (at + this.before - this.extent / 2) / this.stride + 0.5;
  }
}

/** Where one of the windows is: the cells from `start` to below `stop`. */
export interface Cut {
  readonly start: number;
  readonly stop: number;
}

/**
 * As many windows as outputs are wanted: number `i` of `m` goes from ⌊i·n/m⌋ to ⌈(i+1)·n/m⌉, as torch's adaptive pools
 * have it. They may overlap and need not be equally large; `size` is the largest one's, `stride` a rough one.
 */
export class AdaptiveWindow extends Window {
  readonly cells: number;
  readonly cuts: readonly Cut[];

  constructor(cells: number, outputs: number) {
    const cuts = Array.from({ length: outputs }, (_, i) => ({
      start: Math.floor((i * cells) / outputs),
      stop: Math.ceil(((i + 1) * cells) / outputs),
    }));
    super({
      size: Math.max(...cuts.map(({ start, stop }) => stop - start)),
      stride: Math.max(1, Math.floor(cells / outputs)),
    });
    this.cells = cells;
    this.cuts = cuts;
  }

  override outputLength(n: number): number {
    if (n === this.cells) return this.cuts.length;
    throw new ImpossibleShape(`These windows were cut for ${this.cells} cells, not for ${n}.`, 'window');
  }

  override span(i: number): Range {
    const { start, stop } = this.cuts[i] as Cut;
    return rangeOf(start, stop);
  }

  override taps(i: number): Range {
    return this.span(i);
  }

  override outputsOfInput(j: number): number[] {
    return this.cuts.flatMap(({ start, stop }, i) => (j >= start && j < stop ? [i] : []));
  }

  /** The weight is none: what is met is each window's own `k`-th cell, and no one step leads from one to the next. */
  override inputsOfWeight(): Range {
    return rangeOf(0, 0);
  }

  override unreached(): number[] {
    return [];
  }

  override placeOf(at: number): number {
    return (at * this.cuts.length) / this.cells;
  }
}

/** The cells of `0 … n - 1` in none of the ranges. */
export function missed(met: readonly Range[], n: number): number[] {
  const seen = new Uint8Array(n);
  for (const { start, stop, step } of met) {
    const first = start < 0 ? start + Math.ceil(-start / step) * step : start;
    for (let cell = first; cell < Math.min(stop, n); cell += step) seen[cell] = 1;
  }
  return Array.from(seen.keys()).filter((cell) => !seen[cell]);
}
