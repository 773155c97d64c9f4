/** What the drawing of a network needs to know of a layer. */
export interface Layer {
  readonly name: string;
  readonly type: string;
  readonly inputs: readonly string[];
  readonly output_shape: readonly number[];
}

/** Types that hand on what comes in, one number for one number. */
const NORMS = ['batch-norm', 'local-norm'];
const ACTIVATIONS = ['relu', 'relu6', 'leaky-relu', 'sigmoid', 'tanh', 'softmax'];
const UNSEEN = ['dropout', 'flatten'];

export function handsOn({ type }: Layer): boolean {
  return [...NORMS, ...ACTIVATIONS, 'dropout'].includes(type);
}

/** Whether there is anything to see: flattened maps are the same numbers in a row. */
export function isPictured({ type }: Layer): boolean {
  return !UNSEEN.includes(type);
}

export function isSpatial({ output_shape }: Layer): boolean {
  return output_shape.length === 3;
}

/** Channels, rows, columns; a row of numbers is as many maps of one cell. */
export function mapShape({ output_shape }: Layer): readonly [channels: number, height: number, width: number] {
  const [channels = 0, height = 1, width = 1] = output_shape;
  return [channels, height, width];
}
