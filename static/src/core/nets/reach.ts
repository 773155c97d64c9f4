/** Where a layer looks along one axis. The twin of `app/nets/reach.py`; both answer to tests/golden/receptive.json. */
import type { Pair, Sides } from '../geometry.ts';
import { type DescribedLayer, type PerAxis, sidesOf } from './structure.ts';

export interface Reach {
  /** How many outputs there are. */
  readonly length: number;
  /** So many outputs further on the same is seen, so many inputs further on. */
  readonly period: readonly [outputs: number, inputs: number];
  /** The inputs that this output depends on, gaps left out; some may lie in the padding. */
  inputsOf(output: number): number[];
}

/** What a layer's windows need to know of it. */
export interface Windowed {
  readonly type: string;
  readonly output_shape: readonly number[];
  readonly kernel: Pair | null;
  readonly stride: Pair | null;
  readonly padding: Sides | null;
  readonly dilation: Pair | null;
}

/** How a layer without a window looks: each unit at its own place, or each at everything. */
export type Plain = 'same' | 'everything';

/** How the layer looks at inputs of these sides along rows (0) and columns (1). */
export function reachesOf(layer: Windowed, inputs: Pair): PerAxis<Reach> | Plain {
  const { type } = layer;
  if (type === 'linear' || type === 'flatten') return 'everything';
  const reach = type === 'adaptive-pool' || type === 'global-pool' ? dividing : windowed;
  if (reach === windowed && !layer.kernel) return 'same';
  return [reach(layer, 0, inputs[0]), reach(layer, 1, inputs[1])];
}

function windowed(layer: Windowed, axis: 0 | 1): Reach {
  const [size, stride, dilation] = [layer.kernel?.[axis] ?? 1, layer.stride?.[axis] ?? 1, layer.dilation?.[axis] ?? 1];
  const before = layer.padding?.[axis === 0 ? 0 : 3] ?? 0;
  const length = sidesOf(layer)[axis];
  const taps = Array.from({ length: size }, (_, tap) => tap * dilation);
  if (layer.type === 'transposed-conv') {
    return { length, period: [stride, 1], inputsOf: (output) => stampsOn(output + before, taps, stride) };
  }
  return { length, period: [1, stride], inputsOf: (output) => taps.map((tap) => output * stride - before + tap) };
}

/** The inputs whose stamp covers an output. */
function stampsOn(output: number, taps: readonly number[], stride: number): number[] {
  return taps
    .map((tap) => (output - tap) / stride)
    .filter(Number.isInteger)
    .reverse();
}

/** `into` windows that share the inputs as evenly as whole cells allow. */
function dividing(layer: Windowed, axis: 0 | 1, inputs: number): Reach {
  const into = sidesOf(layer)[axis];
  const common = commonDivisor(into, inputs);
  return {
    length: into,
    period: [into / common, inputs / common],
    inputsOf: (output) => {
      const [first, end] = [Math.floor((output * inputs) / into), Math.ceil(((output + 1) * inputs) / into)];
      return Array.from({ length: end - first }, (_, index) => first + index);
    },
  };
}

export function commonDivisor(one: number, other: number): number {
  return other === 0 ? one : commonDivisor(other, one % other);
}

/** The layers by name, for what follows their inputs. */
export function byName<Layer extends Pick<DescribedLayer, 'name'>>(layers: readonly Layer[]): Map<string, Layer> {
  return new Map(layers.map((layer) => [layer.name, layer]));
}
