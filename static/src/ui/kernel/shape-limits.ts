/** Which strides, dilations and paddings make a shape at all: the limits of the controls, and why not beyond them. */
import { GeometryError, type GeometryOptions, makeGeometry, outputShape, type Pair } from '../../core/geometry.ts';
import type { Border, ConvolutionQuestion, Padding } from '../../wire/question.ts';

export interface Refusal {
  readonly field: string;
  readonly message: string;
}

/** The parts of a question that decide the shape. */
export type Shaping = Pick<
  ConvolutionQuestion,
  'stride' | 'dilation' | 'padding' | 'outputPadding' | 'border' | 'transposed'
>;

/** From the least to the largest value that a control may take. */
export type Limits = readonly [low: number, high: number];

/** Why this cannot be; null where it can. `reflect` and `circular` must find in the input what they put outside. */
export function shapeRefusal(shaping: Shaping, input: Pair, kernel: Pair): Refusal | null {
  if (shaping.transposed && shaping.border !== 'zeros') {
    return { field: 'border', message: 'A transposed convolution has no padding ring to fill.' };
  }
  try {
    const geometry = makeGeometry(optionsOf(shaping, kernel));
    const [height, width] = outputShape(geometry, ...input);
    if (height < 1 || width < 1) return { field: 'padding', message: 'Nothing of the output would be left.' };
    const { rows, columns } = geometry;
    if (geometry.transposed) return null;
    return (
      borderRefusal(shaping.border, Math.max(rows.before, rows.after), input[0], 'rows') ??
      borderRefusal(shaping.border, Math.max(columns.before, columns.after), input[1], 'columns')
    );
  } catch (error) {
    if (error instanceof GeometryError) return { field: error.field, message: error.message };
    throw error;
  }
}

/** How far a number can go from where it is with every step on the way possible; it stays within `least … most`. */
export function reach(now: number, [least, most]: Limits, isPossible: (value: number) => boolean): Limits {
  let [low, high] = [now, now];
  while (low > least && isPossible(low - 1)) low--;
  while (high < most && isPossible(high + 1)) high++;
  return [low, high];
}

/** How far a stride, a dilation or an output padding can go, the same for rows and columns. */
export function reachOfPair(
  name: 'stride' | 'dilation' | 'outputPadding',
  shaping: Shaping,
  input: Pair,
  kernel: Pair,
  [least, most]: Limits,
): Limits {
  return reach(shaping[name].rows, [least, most], (value) => {
    const pair = { rows: value, columns: value };
    return shapeRefusal({ ...shaping, [name]: pair }, input, kernel) === null;
  });
}

/** How many cells of padding, the same on all sides, make a shape. */
export function reachOfPadding(shaping: Shaping, input: Pair, kernel: Pair, [least, most]: Limits): Limits {
  const cells = shaping.padding.kind === 'cells' ? shaping.padding.top : 0;
  return reach(cells, [least, most], (amount) => {
    const padding = { kind: 'cells', top: amount, right: amount, bottom: amount, left: amount } as const;
    return shapeRefusal({ ...shaping, padding }, input, kernel) === null;
  });
}

/** `62 × 62`, or nothing where there is no shape. */
export function shapeText(shaping: Shaping, input: Pair, kernel: Pair): string {
  if (shapeRefusal(shaping, input, kernel)) return '';
  const [height, width] = outputShape(makeGeometry(optionsOf(shaping, kernel)), ...input);
  return `${height} × ${width}`;
}

function optionsOf({ stride, dilation, padding, outputPadding, transposed }: Shaping, kernel: Pair): GeometryOptions {
  return {
    kernel,
    stride: [stride.rows, stride.columns],
    dilation: [dilation.rows, dilation.columns],
    padding: sidesOf(padding),
    outputPadding: [outputPadding.rows, outputPadding.columns],
    transposed,
  };
}

function sidesOf(padding: Padding): NonNullable<GeometryOptions['padding']> {
  if (padding.kind === 'keyword') return padding.keyword;
  return [padding.top, padding.right, padding.bottom, padding.left];
}

function borderRefusal(border: Border, padding: number, length: number, axis: string): Refusal | null {
  const most = { zeros: null, replicate: null, reflect: length - 1, circular: length }[border];
  if (most === null || padding <= most) return null;
  const message = `A ${border} border of ${padding} cells needs more than the ${length} ${axis} there are.`;
  return { field: 'border', message };
}
