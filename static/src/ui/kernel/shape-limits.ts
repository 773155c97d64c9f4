/** Which strides, dilations and paddings make a shape at all: the limits of the controls, and why not beyond them. */
import { GeometryError, type GeometryOptions, makeGeometry, outputShape, type Pair } from '../../core/geometry.ts';
import type { Border, ConvolutionQuestion, Padding } from '../../wire/question.ts';

export interface Refusal {
  readonly field: string;
  readonly message: string;
}

/** The parts of a question that decide the shape. */
export type Shaping = Pick<ConvolutionQuestion, 'stride' | 'dilation' | 'padding' | 'border' | 'transposed'>;

/** Why this cannot be; null where it can. `reflect` and `circular` must find in the input what they put outside. */
export function shapeRefusal(shaping: Shaping, input: Pair, kernel: Pair): Refusal | null {
  try {
    const geometry = makeGeometry(optionsOf(shaping, kernel));
    const [height, width] = outputShape(geometry, ...input);
    if (height < 1 || width < 1) return { field: 'padding', message: 'Nothing of the output would be left.' };
    const { rows, columns } = geometry;
    return (
      borderRefusal(shaping.border, Math.max(rows.before, rows.after), input[0], 'rows') ??
      borderRefusal(shaping.border, Math.max(columns.before, columns.after), input[1], 'columns')
    );
  } catch (error) {
    if (error instanceof GeometryError) return { field: error.field, message: error.message };
    throw error;
  }
}

/** The largest value of a stride or dilation, both ways, that still makes a shape; at most `most`. */
export function largest(
  name: 'stride' | 'dilation',
  shaping: Shaping,
  input: Pair,
  kernel: Pair,
  most: number,
): number {
  const values = Array.from({ length: most }, (_, index) => most - index);
  const fits = (value: number): boolean =>
    shapeRefusal({ ...shaping, [name]: { rows: value, columns: value } }, input, kernel) === null;
  return values.find(fits) ?? 1;
}

/** `62 × 62`, or nothing where there is no shape. */
export function shapeText(shaping: Shaping, input: Pair, kernel: Pair): string {
  if (shapeRefusal(shaping, input, kernel)) return '';
  const [height, width] = outputShape(makeGeometry(optionsOf(shaping, kernel)), ...input);
  return `${height} × ${width}`;
}

function optionsOf({ stride, dilation, padding, transposed }: Shaping, kernel: Pair): GeometryOptions {
  return {
    kernel,
    stride: [stride.rows, stride.columns],
    dilation: [dilation.rows, dilation.columns],
    padding: sidesOf(padding),
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
