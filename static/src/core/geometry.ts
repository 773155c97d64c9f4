/**
 * Where a window goes in two dimensions. The twin of `app/engine/geometry.py`: both answer to
 * `tests/golden/geometry.json`. Pairs are [rows, columns]; padding is [top, right, bottom, left].
 */
import { InvalidParameter } from './errors.ts';
import { TransposedWindow } from './transposed-window.ts';
import { AdaptiveWindow, type Cut, Window, type WindowOptions } from './window.ts';

export { GeometryError, ImpossibleShape, InvalidParameter } from './errors.ts';
export { lengthOf, membersOf, type Range } from './range.ts';
export { TransposedWindow, Window };

export type Pair = readonly [rows: number, columns: number];
export type Sides = readonly [top: number, right: number, bottom: number, left: number];
export type PaddingKeyword = 'valid' | 'same' | 'full';

export interface GeometryOptions {
  readonly kernel: Pair;
  readonly stride?: Pair;
  readonly dilation?: Pair;
  readonly padding?: PaddingKeyword | Sides;
  readonly outputPadding?: Pair;
  readonly transposed?: boolean;
}

/** What the server's `geometry` says, in its own words. */
export interface GeometryDescription {
  readonly input: Pair;
  readonly output: Pair;
  readonly kernel: Pair;
  readonly extent: Pair;
  readonly stride: Pair;
  readonly dilation: Pair;
  readonly padding: Sides;
  readonly output_padding: Pair;
  readonly transposed: boolean;
  readonly unreached: { readonly rows: readonly number[]; readonly columns: readonly number[] };
  /** Adaptive windows each by its own start and stop: no one kernel and no one stride says where they are. */
  readonly windows?: { readonly rows: readonly Pair[]; readonly columns: readonly Pair[] };
}

/** A window for the rows and one for the columns, told apart by `transposed`. */
export type Geometry =
  | { readonly transposed: false; readonly rows: Window; readonly columns: Window }
  | { readonly transposed: true; readonly rows: TransposedWindow; readonly columns: TransposedWindow };

/**
 * The geometry of a kernel in the words of a question:
 * `outputShape(makeGeometry({ kernel: [3, 3], stride: [2, 2], padding: 'same' }), 28, 28)` is `[14, 14]`.
 */
export function makeGeometry(options: GeometryOptions): Geometry {
  const { outputPadding = [0, 0], transposed = false } = options;
  const [rows, columns] = axes(options);
  if (transposed) {
    return {
      transposed,
      rows: new TransposedWindow({ ...rows, outputPadding: outputPadding[0] }),
      columns: new TransposedWindow({ ...columns, outputPadding: outputPadding[1] }),
    };
  }
  if (outputPadding.some((cells) => cells !== 0)) {
    throw new InvalidParameter('Only a transposed convolution has an output padding.', 'output_padding');
  }
  return { transposed, rows: new Window(rows), columns: new Window(columns) };
}

export function outputShape({ rows, columns }: Geometry, height: number, width: number): Pair {
  return [rows.outputLength(height), columns.outputLength(width)];
}

/** The geometry that a server's answer describes. */
export function geometryOf(described: GeometryDescription): Geometry {
  const { kernel, stride, dilation, padding, transposed, output_padding: outputPadding } = described;
  return makeGeometry({ kernel, stride, dilation, padding, outputPadding, transposed });
}

/** Everything about a geometry on an input of that size; when transposed, `unreached` lists outputs. */
export function describe(geometry: Geometry, height: number, width: number): GeometryDescription {
  const { rows, columns, transposed } = geometry;
  return {
    input: [height, width],
    output: outputShape(geometry, height, width),
    kernel: [rows.size, columns.size],
    extent: [rows.extent, columns.extent],
    stride: [rows.stride, columns.stride],
    dilation: [rows.dilation, columns.dilation],
    padding: [rows.before, columns.after, rows.after, columns.before],
    output_padding: transposed ? [geometry.rows.outputPadding, geometry.columns.outputPadding] : [0, 0],
    transposed,
    unreached: unreachedOf(geometry, height, width),
    ...describedCuts(geometry),
  };
}

/** The cells added before and after an axis; an odd cell of `same` goes after, as torch and the lectures have it. */
export function paddingOf(keyword: PaddingKeyword, size: number, dilation = 1): [before: number, after: number] {
  const reach = dilation * (size - 1);
  switch (keyword) {
    case 'valid':
      return [0, 0];
    case 'same':
      return [Math.floor(reach / 2), Math.ceil(reach / 2)];
    case 'full':
      return [reach, reach];
  }
}

function axes({ kernel, stride = [1, 1], dilation = [1, 1], padding = 'valid' }: GeometryOptions): WindowOptions[] {
  const [top, right, bottom, left] = typeof padding === 'string' ? sidesOf(padding, kernel, dilation) : padding;
  return [
    { size: kernel[0], stride: stride[0], dilation: dilation[0], before: top, after: bottom },
    { size: kernel[1], stride: stride[1], dilation: dilation[1], before: left, after: right },
  ];
}

function sidesOf(keyword: PaddingKeyword, kernel: Pair, dilation: Pair): Sides {
  const [top, bottom] = paddingOf(keyword, kernel[0], dilation[0]);
  const [left, right] = paddingOf(keyword, kernel[1], dilation[1]);
  return [top, right, bottom, left];
}

function unreachedOf(geometry: Geometry, height: number, width: number): GeometryDescription['unreached'] {
  if (geometry.transposed) {
    return { rows: geometry.rows.unreachedOutputs(height), columns: geometry.columns.unreachedOutputs(width) };
  }
  return { rows: geometry.rows.unreached(height), columns: geometry.columns.unreached(width) };
}

function describedCuts({ rows, columns }: Geometry): Pick<GeometryDescription, 'windows'> {
  if (!(rows instanceof AdaptiveWindow && columns instanceof AdaptiveWindow)) return {};
  const pairs = (cuts: readonly Cut[]): Pair[] => cuts.map(({ start, stop }) => [start, stop]);
  return { windows: { rows: pairs(rows.cuts), columns: pairs(columns.cuts) } };
}
