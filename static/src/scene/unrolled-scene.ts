/**
 * Two ways to see a convolution as a product of matrices, drawn so that what is multiplied stands in line: patches
 * over the product and the kernel on its left; or the input over the Toeplitz matrix and the output on its right.
 */
import { ValueScale } from '../core/colour.ts';
import { boxOf, grown } from './box.ts';
import type { Box, Mark, Role, Scene } from './mark.ts';
import type { Matrix } from './matrix.ts';
import { boxOfPart, cellUnder, type MatrixPanel, matrixMarks } from './matrix-marks.ts';
import { type Form, type Measures, measuresFor } from './measures.ts';
import { outline } from './stencil.ts';
import { type ConvolutionSubject, placeOf } from './subject.ts';
import { WORD_ADVANCE } from './text.ts';
import { flattenedInput, type Toeplitz } from './toeplitz.ts';
import type { Unrolled } from './unrolled.ts';

/** Three matrices: `left` times `top` is `made`, which shares its rows with the one and its columns with the other. */
export interface ProductLayout {
  readonly width: number;
  readonly height: number;
  readonly measures: Measures;
  readonly left: MatrixPanel;
  readonly top: MatrixPanel;
  readonly made: MatrixPanel;
  readonly labels: readonly Label[];
}

interface Label {
  readonly text: string;
  readonly x: number;
  readonly y: number;
}

export interface ProductView {
  readonly width: number;
  readonly height?: number;
  readonly form: Form;
}

/** Wider and higher than this, a cell says no more. */
const LARGEST = { page: 44, projector: 96 } as const;

/** What the product is: the output itself, or the sums that bias and activation still wait for. */
function namesOf({ bias, activation }: ConvolutionSubject): string {
  return activation !== 'none' || bias.some((one) => one !== 0) ? 'sums' : 'output';
}

/** Kernel row times patch column: [kernel | product] under the patches. */
export function unrolledLayout(subject: ConvolutionSubject, unrolled: Unrolled, view: ProductView): ProductLayout {
  const { patches, kernel, product } = unrolled;
  const sized = sizes(view, [kernel.columns, patches.columns], [patches.rows, kernel.rows]);
  const [patchLabel, kernelLabel, productLabel] = [
    `patches ${patches.rows} × ${patches.columns}: a column for each window`,
    `kernel ${kernel.rows} × ${kernel.columns}`,
    `${namesOf(subject)} ${product.rows} × ${product.columns}`,
  ];
  return arranged(view, sized, {
    left: { matrix: kernel, ...weightScale(subject) },
    top: { matrix: patches, scale: subject.inputScale, units: subject.units },
    made: { matrix: product, scale: scaleOver(product), units: subject.units },
    labels: [kernelLabel, patchLabel, productLabel],
  });
}

/** The flattened input lies over its matrix, and what each row makes of it stands on the right. */
export interface ToeplitzLayout {
  readonly width: number;
  readonly height: number;
  readonly measures: Measures;
  readonly matrix: MatrixPanel;
  readonly input: MatrixPanel;
  readonly made: MatrixPanel;
  readonly labels: readonly Label[];
}

export function toeplitzLayout(
  subject: ConvolutionSubject,
  { matrix, held }: Toeplitz,
  made: Matrix,
  view: ProductView,
): ToeplitzLayout {
  const measures = measuresFor(view.form, view.width, view.height);
  const line = lineOf(measures);
  const { gap } = measures;
  const largest = LARGEST[view.form];
  const room = (view.height ?? mostHeight(view, measures)) - 2 * line - gap;
  const side = Math.min(largest, Math.max(view.width * 0.06, measures.leastNumeral * 2.4));
  const width = Math.min(largest, (view.width - gap - side - 2 * measures.strong) / matrix.columns);
  const height = Math.min(largest, width * 1.2, (room - side) / matrix.rows);
  const across = matrix.columns * width;
  const left = (view.width - across - gap - side) / 2;
  const top = line;
  const under = top + Math.min(side, largest) + line;
  const flat = flattenedInput(subject);
  const lying: Matrix = { rows: 1, columns: flat.rows, values: flat.values };
  return {
    width: view.width,
    height: Math.ceil(under + matrix.rows * height + gap),
    measures,
    input: {
      matrix: lying,
      box: boxOf(left, top, across, Math.min(side, height * 1.5 + measures.leastNumeral)),
      scale: subject.inputScale,
      units: subject.units,
    },
    matrix: {
      matrix,
      box: boxOf(left, under, across, matrix.rows * height),
      ...weightScale(subject),
      held,
    },
    made: {
      matrix: made,
      box: boxOf(left + across + gap, under, side, matrix.rows * height),
      scale: scaleOver(made),
      units: subject.units,
    },
    labels: [
      { text: `flattened input, ${matrix.columns} cells`, x: left, y: top - line / 2 },
      {
        text: `Toeplitz matrix ${matrix.rows} × ${matrix.columns}: a row for each output`,
        x: left,
        y: under - line / 2,
      },
    ],
  };
}

/** The matrices themselves: the same array for the same layout. */
export function productStill({ left, top, made, labels, measures }: ProductLayout): Mark[] {
  return [...[left, top, made].flatMap((panel) => matrixMarks(panel, measures)), ...labelMarks(labels, measures)];
}

/** The column of the present window, the row of its filter, and the cell where both meet. */
export function productMoving(subject: ConvolutionSubject, layout: ProductLayout, position: number): Mark[] {
  const { left, top, made, measures } = layout;
  const { filter } = placeOf(subject, position);
  const column = position % top.matrix.columns;
  return [
    around(boxOfPart(top, 0, column, top.matrix.rows, column + 1), 'stencil', measures),
    around(boxOfPart(left, filter, 0, filter + 1, left.matrix.columns), 'stencil', measures),
    around(boxOfPart(made, filter, column, filter + 1, column + 1), 'output', measures),
  ];
}

/** The position whose column or product lies under a point. */
export function positionInProduct(layout: ProductLayout, x: number, y: number, filter: number): number | null {
  const patch = cellUnder(layout.top, x, y);
  if (patch) return filter * layout.top.matrix.columns + patch.column;
  const cell = cellUnder(layout.made, x, y);
  return cell && cell.row * layout.made.matrix.columns + cell.column;
}

export function toeplitzStill({ matrix, input, made, labels, measures }: ToeplitzLayout): Mark[] {
  return [...[matrix, input, made].flatMap((panel) => matrixMarks(panel, measures)), ...labelMarks(labels, measures)];
}

/** The row of the present output, with the input cells that it takes in. */
export function toeplitzMoving({ matrix, input, made, measures }: ToeplitzLayout, position: number): Mark[] {
  const { columns, values } = matrix.matrix;
  const row = values.subarray(position * columns, (position + 1) * columns);
  const met = Array.from(row.keys()).filter((column) => row[column] !== 0);
  const cells = met.map((column): Mark => {
    const box = boxOfPart(input, 0, column, 1, column + 1);
    return { kind: 'rect', box, stroke: { colour: 'stencil', width: measures.strong / 2 } };
  });
  return [
    ...cells,
    around(boxOfPart(matrix, position, 0, position + 1, columns), 'stencil', measures),
    around(boxOfPart(made, position, 0, position + 1, 1), 'output', measures),
  ];
}

export function positionInToeplitz({ matrix, made }: ToeplitzLayout, x: number, y: number): number | null {
  return (cellUnder(matrix, x, y) ?? cellUnder(made, x, y))?.row ?? null;
}

/** A scene for a figure of its own. */
export type Figure = Omit<Scene, 'label'>;

interface Sizes {
  readonly widths: readonly [left: number, right: number];
  readonly heights: readonly [top: number, bottom: number];
}

/** Cells as large as the room allows, in each direction on its own. */
function sizes(
  view: ProductView,
  [left, right]: readonly [number, number],
  [top, bottom]: readonly [number, number],
): Sizes {
  const measures = measuresFor(view.form, view.width, view.height);
  const largest = LARGEST[view.form];
  const room = view.width - 3 * measures.gap - 2 * measures.strong;
  const width = Math.min(largest, room / (left + right));
  const high = (view.height ?? mostHeight(view, measures)) - 3 * lineOf(measures);
  const height = Math.min(largest * 0.8, Math.max(high / (top + bottom), 1), Math.max(width * 1.6, 8));
  // A row alone is never thinner than a number is high.
  const low = Math.max(height, Math.min(measures.leastNumeral * 1.7, largest));
  return { widths: [width, width], heights: [height, bottom * low <= high / 3 ? low : height] };
}

interface Parts {
  readonly left: Omit<MatrixPanel, 'box'>;
  readonly top: Omit<MatrixPanel, 'box'>;
  readonly made: Omit<MatrixPanel, 'box'>;
  readonly labels: readonly [left: string, top: string, made: string];
}

function arranged(view: ProductView, { widths, heights }: Sizes, parts: Parts): ProductLayout {
  const measures = measuresFor(view.form, view.width, view.height);
  const line = lineOf(measures);
  const gap = 3 * measures.gap;
  const [leftWidth, rightWidth] = [parts.left.matrix.columns * widths[0], parts.top.matrix.columns * widths[1]];
  const [topHeight, bottomHeight] = [parts.top.matrix.rows * heights[0], parts.left.matrix.rows * heights[1]];
  const x = (view.width - leftWidth - gap - rightWidth) / 2;
  const right = x + leftWidth + gap;
  const under = line + topHeight + line;
  const [left, top, made] = parts.labels;
  return {
    width: view.width,
    height: Math.ceil(under + bottomHeight + line),
    measures,
    left: { ...parts.left, box: boxOf(x, under, leftWidth, bottomHeight) },
    top: { ...parts.top, box: boxOf(right, line, rightWidth, topHeight) },
    made: { ...parts.made, box: boxOf(right, under, rightWidth, bottomHeight) },
    labels: [
      // Beneath, where it may be wider than its matrix.
      { text: left, x, y: under + bottomHeight + line / 2 },
      { text: fitting(top, view.width - right, measures), x: right, y: line / 2 },
      { text: made, x: right, y: under - line / 2 },
    ],
  };
}

/** About the cells, so that even a thin column is seen. */
function around(box: Box, role: Role, measures: Measures): Mark {
  return outline(grown(box, measures.strong / 2), role, measures);
}

function labelMarks(labels: readonly Label[], { words }: Measures): Mark[] {
  return labels.map(({ text, x, y }) => ({
    kind: 'text',
    text,
    x,
    y,
    size: words,
    colour: 'muted',
    face: 'words',
    align: 'start',
  }));
}

/** The part before the colon where there is no room for what follows it. */
function fitting(text: string, room: number, { words }: Measures): string {
  return text.length * WORD_ADVANCE * words <= room ? text : text.replace(/:.*/, '');
}

function lineOf({ words }: Measures): number {
  return Math.round(words * 2);
}

function mostHeight({ width }: ProductView, { words }: Measures): number {
  return Math.min(620, Math.max(width * 0.7, words * 24));
}

const scales = new WeakMap<Matrix, ValueScale>();

function scaleOver(matrix: Matrix): ValueScale {
  const known = scales.get(matrix) ?? ValueScale.for(Float32Array.from(matrix.values), 'signed');
  scales.set(matrix, known);
  return known;
}

/** One scale for the weights wherever they stand; they are read as they were written. */
function weightScale({ kernel }: ConvolutionSubject): { scale: ValueScale; units: 'values' } {
  const weights = Float32Array.from(kernel.flat(3), ({ value }) => value);
  return { scale: ValueScale.for(weights, 'signed'), units: 'values' };
}
