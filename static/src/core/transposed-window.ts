import { ImpossibleShape, InvalidParameter } from './errors.ts';
import { rangeOf } from './range.ts';
import { missed, Taps, type WindowOptions } from './window.ts';

export interface TransposedWindowOptions extends WindowOptions {
  readonly outputPadding?: number;
}

/**
 * The way back: input `j` writes its weighted window to the outputs from `j * stride - before` on.
 * `before` and `after` are the padding of the convolution that is transposed: here they cut the output.
 * `outputPadding` adds cells at the end, where a stride leaves the length of the output open.
 */
export class TransposedWindow extends Taps {
  readonly outputPadding: number;

  constructor({ outputPadding = 0, ...options }: TransposedWindowOptions) {
    super(options);
    const limit = Math.max(this.stride, this.dilation);
    if (outputPadding < 0 || outputPadding >= limit) {
      throw new InvalidParameter(
        `An output padding of ${outputPadding} is not possible: ` +
          `from 0 to less than the larger of stride and dilation, ${limit}.`,
        'output_padding',
      );
    }
    this.outputPadding = outputPadding;
  }

  /** `(n - 1) * stride + extent - before - after + outputPadding`. */
  outputLength(n: number): number {
    const cut = this.before + this.after;
    const length = (n - 1) * this.stride + this.extent - cut + this.outputPadding;
    if (length < 1) {
      throw new ImpossibleShape(`Of ${length + cut} cells written, ${cut} are cut: nothing is left.`, 'padding');
    }
    return length;
  }

  /** The outputs that input `j` is scattered to, in the order of the weights; those cut off are left out. */
  override outputsOfInput(j: number, n: number): number[] {
    const outputs = this.outputLength(n);
    const first = j * this.stride - this.before;
    const written = Array.from({ length: this.size }, (_, k) => first + k * this.dilation);
    return written.filter((i) => i >= 0 && i < outputs);
  }

  override placeOf(at: number): number {
    return (at - 0.5) * this.stride - this.before + this.extent / 2;
  }

  /** The `[input, weight]` pairs that are summed in output `i`, in the order of the inputs. */
  contributions(i: number, n: number): [input: number, weight: number][] {
    const pairs: [number, number][] = [];
    for (let k = this.size - 1; k >= 0; k--) {
      const reach = i + this.before - k * this.dilation;
      if (reach >= 0 && reach % this.stride === 0 && reach / this.stride < n) pairs.push([reach / this.stride, k]);
    }
    return pairs;
  }

  /** The outputs that no input writes to. */
  unreachedOutputs(n: number): number[] {
    const firsts = Array.from({ length: this.size }, (_, k) => k * this.dilation - this.before);
    const written = firsts.map((first) => rangeOf(first, first + n * this.stride, this.stride));
    return missed(written, this.outputLength(n));
  }
}
