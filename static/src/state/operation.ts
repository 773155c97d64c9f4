/** A question with its kernel in numbers: the geometry, the filters and the scales that follow. */
import { type Shown as Display, ValueScale } from '../core/colour.ts';
import { type Geometry, makeGeometry } from '../core/geometry.ts';
import type { ConvolutionQuestion, Padding, Pair, Plane } from '../wire/question.ts';
import type { Volume } from './volume.ts';

/** A kernel in numbers: [filter][channel]. */
export type Planes = readonly (readonly Plane[])[];

export interface Filters {
  readonly planes: Planes;
  readonly groups: number;
}

export function geometryFor(question: ConvolutionQuestion, planes: Planes): Geometry {
  const plane = planes[0]?.[0];
  const { stride, dilation, outputPadding, transposed } = question;
  return makeGeometry({
    kernel: [plane?.length ?? 0, plane?.[0]?.length ?? 0],
    stride: pairOf(stride),
    dilation: pairOf(dilation),
    padding: paddingOf(question.padding),
    outputPadding: pairOf(outputPadding),
    transposed,
  });
}

/** The filters as they are applied: one plane alone filters every channel by itself, as the server has it. */
export function filtersFor(planes: Planes, groups: number, channels: number): Filters {
  const [only] = planes;
  const isOnePlane = planes.length === 1 && only?.length === 1;
  if (!only || !isOnePlane || channels === 1 || groups !== 1) return { planes, groups };
  return { planes: Array.from({ length: channels }, () => only), groups: channels };
}

/**
 * How an output is shown where nothing is chosen: differences about nought, brightnesses cut at what a screen can
 * show. Three planes of one picture have no room for a sign each, so their differences are shown by size.
 */
export function displayFor({ values }: ConvolutionQuestion, { planes, groups }: Filters): Display {
  const display = values !== 'auto' ? values : findsDifferences(planes) ? 'signed' : 'clip';
  return display === 'signed' && planes.length === 3 && groups === 3 ? 'absolute' : display;
}

/** What a screen can show: 0…1 for pictures; for a written grid, the numbers that it spans together with 0 and 1. */
export function clipFor(question: ConvolutionQuestion, input: Volume): readonly [low: number, high: number] {
  if (question.subject.kind === 'image') return [0, 1];
  const values = input.planes.flatMap((plane) => Array.from(plane));
  return [Math.min(0, ...values), Math.max(1, ...values)];
}

const inputScales = new WeakMap<Volume, ValueScale>();

/** The same input has the same scale, so that what has been painted of it stays. */
export function inputScaleFor(question: ConvolutionQuestion, input: Volume): ValueScale {
  const [low, high] = clipFor(question, input);
  const known = inputScales.get(input);
  const scale = known ?? (low < 0 ? ValueScale.over([low, high], 'signed') : new ValueScale('clip', low, high));
  inputScales.set(input, scale);
  return scale;
}

/** Sobel's weights sum to 0 and leave differences; sharpen's sum to 1 and leave a picture, though some are negative. */
function findsDifferences(planes: Planes): boolean {
  const sums = planes.map((filter) => filter.flat(2).reduce((sum, { value }) => sum + value, 0));
  return planes.flat(3).some(({ value }) => value < 0) && Math.min(...sums) < 0.5;
}

function pairOf({ rows, columns }: Pair): [number, number] {
  return [rows, columns];
}

function paddingOf(padding: Padding): 'valid' | 'same' | 'full' | [number, number, number, number] {
  if (padding.kind === 'keyword') return padding.keyword;
  return [padding.top, padding.right, padding.bottom, padding.left];
}
