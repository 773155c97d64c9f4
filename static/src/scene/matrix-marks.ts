/** A matrix as cells: its colours, and where cells are large enough their lines and their numbers. */
import type { ValueScale } from '../core/colour.ts';
import { boxOf, centreOf, grown } from './box.ts';
import type { Box, Mark, TextMark } from './mark.ts';
import type { Matrix } from './matrix.ts';
import type { Measures } from './measures.ts';
import { fittingSize } from './text.ts';
import { writtenShort } from './units.ts';
import type { Units } from './volume.ts';

/** A matrix and where it is drawn; its cells need not be square. */
export interface MatrixPanel {
  readonly matrix: Matrix;
  readonly box: Box;
  readonly scale: ValueScale;
  readonly units: Units;
  /** 1 for the entries that carry a number, where most of them are empty. */
  readonly held?: Uint8Array;
}

/** Cells from this side on are parted by lines. */
const LINES_FROM = 5;

export function matrixMarks(panel: MatrixPanel, measures: Measures): Mark[] {
  const { matrix, box, scale } = panel;
  const { rows, columns } = matrix;
  const [width, height] = cellOf(panel);
  const isLined = Math.min(width, height) >= LINES_FROM;
  const lines: Mark[] = isLined
    ? [{ kind: 'grid', box, columns, rows, stroke: { colour: 'edge', width: measures.line }, opacity: 0.3 }]
    : [];
  return [
    { kind: 'image', planes: [planeOf(matrix)], rows, columns, scale, source: boxOf(0, 0, columns, rows), box },
    ...lines,
    ...numberMarks(panel, measures),
    { kind: 'rect', box: grown(box, measures.line / 2), stroke: { colour: 'rule', width: measures.line } },
  ];
}

/** The cells of these rows and columns, from the first to behind the last. */
export function boxOfPart(panel: MatrixPanel, top: number, left: number, bottom: number, right: number): Box {
  const [width, height] = cellOf(panel);
  const { x, y } = panel.box;
  return boxOf(x + left * width, y + top * height, (right - left) * width, (bottom - top) * height);
}

/** The cell at a point, or null outside of the matrix. */
export function cellUnder({ matrix, box }: MatrixPanel, x: number, y: number): { row: number; column: number } | null {
  const column = Math.floor(((x - box.x) / box.width) * matrix.columns);
  const row = Math.floor(((y - box.y) / box.height) * matrix.rows);
  const isInside = row >= 0 && column >= 0 && row < matrix.rows && column < matrix.columns;
  return isInside ? { row, column } : null;
}

/** All numbers or none: some that are too small to read help nobody. */
function numberMarks(panel: MatrixPanel, { leastNumeral, numeral }: Measures): Mark[] {
  const { matrix, units, scale, held } = panel;
  const [width, height] = cellOf(panel);
  if (width < leastNumeral || height < leastNumeral * 1.2) return [];
  const texts = Array.from(matrix.values, (value, at) => (held?.[at] === 0 ? '' : writtenShort(value, units)));
  const size = fittingSize(texts, width * 0.92, Math.min(numeral, height * 0.62), leastNumeral);
  if (size === undefined) return [];
  return texts.flatMap((text, at): TextMark[] => {
    if (text === '') return [];
    const [row, column] = [Math.floor(at / matrix.columns), at % matrix.columns];
    const [x, y] = centreOf(boxOfPart(panel, row, column, row + 1, column + 1));
    const colour = scale.inkOf(matrix.values[at] as number);
    return [{ kind: 'text', text, x, y, size, colour, face: 'numeral', align: 'middle' }];
  });
}

function cellOf({ matrix, box }: MatrixPanel): [width: number, height: number] {
  return [box.width / matrix.columns, box.height / matrix.rows];
}

const planes = new WeakMap<Matrix, Float32Array>();

/** The same array for the same matrix, so that its pixels are painted once. */
function planeOf(matrix: Matrix): Float32Array {
  const plane = planes.get(matrix) ?? Float32Array.from(matrix.values);
  planes.set(matrix, plane);
  return plane;
}
