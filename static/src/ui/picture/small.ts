/** A picture made small and grey, and filtered here in the browser: for figures that must follow the fingers. */
import { type Shown, ValueScale } from '../../core/colour.ts';
import { findsDifferences as areDifferences } from '../../core/differences.ts';
import { planeOf, type Volume, volumeOf } from '../../scene/volume.ts';
import type { Plane } from '../../wire/question.ts';

/** Rows of plain numbers. */
export type Weights = readonly (readonly number[])[];

export const SMALL_SIDE = 96;

const remembered = new WeakMap<Volume, Map<number, Volume>>();

/** The picture in grey, its longer side at most `side`, every cell the mean of what it covers; remembered. */
export function smallOf(picture: Volume, side = SMALL_SIDE): Volume {
  const known = remembered.get(picture) ?? new Map<number, Volume>();
  remembered.set(picture, known);
  const small = known.get(side) ?? shrunk(greyOf(picture), side);
  known.set(side, small);
  return small;
}

/** Rec. 601 luma of three planes; one plane as it is. */
export function greyOf(picture: Volume): Volume {
  const [red, green, blue] = picture.planes;
  if (!red || !green || !blue) return volumeOf([planeOf(picture, 0)], picture.height, picture.width);
  const grey = red.map((value, at) => 0.299 * value + 0.587 * (green[at] as number) + 0.114 * (blue[at] as number));
  return volumeOf([grey], picture.height, picture.width);
}

/** `y[i, j] = Σ w[a, b] · x[i + a − ⌊kh/2⌋, j + b − ⌊kw/2⌋]`, as large as the input, its edge cells repeated outwards. */
export function correlated(picture: Volume, weights: Weights): Volume {
  const { height, width } = picture;
  const output = new Float32Array(height * width);
  weights.forEach((row, a) => {
    row.forEach((weight, b) => {
      if (weight !== 0) addShifted(output, picture, weight, a - half(weights.length), b - half(row.length));
    });
  });
  return volumeOf([output], height, width);
}

/** The picture moved so that each cell holds its neighbour at (down, right), times the weight, added to the output. */
export function addShifted(output: Float32Array, picture: Volume, weight: number, down: number, right: number): void {
  const { height, width } = picture;
  const input = planeOf(picture, 0);
  const columns = Int32Array.from({ length: width }, (_, column) => inside(column + right, width));
  for (let row = 0; row < height; row++) {
    const from = inside(row + down, height) * width;
    const to = row * width;
    for (let column = 0; column < width; column++) {
      output[to + column] =
        (output[to + column] as number) + weight * (input[from + (columns[column] as number)] as number);
    }
  }
}

/** Whether what comes out is a difference, about nought: the server's rule for `values=auto`. */
export function findsDifferences(weights: Weights): boolean {
  return areDifferences([weights.flat()]);
}

/** The scale for a kernel's output; differences show about nought unless told otherwise. */
export function scaleFor({ planes }: Volume, weights: Weights, shown?: Shown): ValueScale {
  return ValueScale.for(planes[0] as Float32Array, shown ?? (findsDifferences(weights) ? 'signed' : 'clip'));
}

/** 0…1 of a picture in grey. */
export const GREY = new ValueScale('clip', 0, 1);

export function weightsOf(rows: Plane): Weights {
  return rows.map((row) => row.map(({ value }) => value));
}

/** Where a kernel's middle lies; an even one leans to the top left, as `same` padding has it. */
export function half(length: number): number {
  return Math.floor((length - 1) / 2);
}

function shrunk(picture: Volume, side: number): Volume {
  const ratio = Math.max(1, Math.max(picture.height, picture.width) / side);
  if (ratio === 1) return picture;
  const [height, width] = [picture.height, picture.width].map((length) => Math.max(1, Math.round(length / ratio))) as [
    number,
    number,
  ];
  const small = new Float32Array(height * width);
  for (let index = 0; index < small.length; index++) {
    small[index] = meanOf(
      picture,
      band(Math.floor(index / width), height, picture.height),
      band(index % width, width, picture.width),
    );
  }
  return volumeOf([small], height, width);
}

type Band = readonly [start: number, stop: number];

/** The cells of `from` that cell `index` of `to` covers: at least one. */
function band(index: number, to: number, from: number): Band {
  const start = Math.floor((index * from) / to);
  return [start, Math.max(start + 1, Math.floor(((index + 1) * from) / to))];
}

function meanOf(picture: Volume, [top, bottom]: Band, [left, right]: Band): number {
  const plane = planeOf(picture, 0);
  let sum = 0;
  for (let row = top; row < bottom; row++) {
    for (let column = left; column < right; column++) sum += plane[row * picture.width + column] as number;
  }
  return sum / ((bottom - top) * (right - left));
}

function inside(index: number, length: number): number {
  return Math.min(length - 1, Math.max(0, index));
}
