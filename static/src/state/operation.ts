/** A question with its kernel in numbers: the geometry, the filters and the scales that follow. */

import { adaptiveGeometry } from '../core/adaptive.ts';
import { type Shown as Display, type ValueRange, ValueScale } from '../core/colour.ts';
import { findsDifferences } from '../core/differences.ts';
import { type Geometry, makeGeometry } from '../core/geometry.ts';
import type { ConvolutionQuestion, Padding, Pair, Plane, PoolingQuestion, Question } from '../wire/question.ts';
import { isAdaptive } from '../wire/values.ts';
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

/** The parts of a pooling's question that decide its shape. */
export type Shaping = Pick<PoolingQuestion, 'window' | 'stride' | 'dilation' | 'padding'>;

/** Pooling's question calls `window` what geometry calls the kernel; adaptive windows are cut for their input. */
export function geometryForPooling(
  { window, stride, dilation, padding }: Shaping,
  [height, width]: readonly [height: number, width: number],
): Geometry {
  if (isAdaptive(window)) return adaptiveGeometry(pairOf(window.outputs), height, width);
  return makeGeometry({
    kernel: pairOf(window),
    stride: pairOf(stride),
    dilation: pairOf(dilation),
    padding: paddingOf(padding),
  });
}

/** The filters as they are applied: one plane alone filters every channel by itself, as the server has it. */
export function filtersFor(planes: Planes, groups: number, channels: number): Filters {
  const [only] = planes;
  const isOnePlane = planes.length === 1 && only?.length === 1;
  if (!only || !isOnePlane || channels === 1 || groups !== 1) return { planes, groups };
  return { planes: Array.from({ length: channels }, () => only), groups: channels };
}

/** How the values of an output become colours, and whether three of them are one. */
export interface Look {
  readonly shown: Display;
  readonly together: boolean;
}

/**
 * How an output is shown where nothing is chosen: differences and written grids about nought, brightnesses cut at
 * what a screen can show. A colour picture has no room for a blue and an orange of its own, so its differences are shown by size.
 * The twin of `look_of` in `app/lab.py`; both answer to `tests/golden/look.json`.
 */
export function lookFor({ values, subject }: ConvolutionQuestion, { planes, groups }: Filters): Look {
  const together = subject.kind === 'image' && subject.channels === 'rgb' && planes.length === 3 && groups === 3;
  // Numbers have no black and white to be cut at.
  const finds =
    subject.kind === 'grid' || findsDifferences(planes.map((filter) => filter.flat(2).map(({ value }) => value)));
  const automatic = finds ? (together ? 'absolute' : 'signed') : 'clip';
  return { shown: values === 'auto' ? automatic : values, together };
}

/** A pooling keeps what is there: a picture stays a picture, numbers are shown about nought. */
export function lookForPooling({ values, subject }: PoolingQuestion): Look {
  const together = subject.kind === 'image' && subject.channels === 'rgb';
  const automatic = subject.kind === 'grid' ? 'signed' : 'clip';
  return { shown: values === 'auto' ? automatic : values, together };
}

/** The scale of an output whose values span `range`; signed colours are dark and bright about a middle grey. */
export function outputScaleFor({ shown, together }: Look, range: ValueRange, clip: ValueRange): ValueScale {
  return ValueScale.over(range, shown, { clip, ...(together && shown === 'signed' && { palette: 'balanced' }) });
}

/** What a screen can show: 0…1 for pictures; for a written grid, the numbers that it spans together with 0 and 1. */
export function clipFor(question: Question, input: Volume): ValueRange {
  if (question.subject.kind === 'image') return [0, 1];
  const values = input.planes.flatMap((plane) => Array.from(plane));
  return [Math.min(0, ...values), Math.max(1, ...values)];
}

const inputScales = new WeakMap<Volume, ValueScale>();

/** The same input has the same scale, so that what has been painted of it stays. */
export function inputScaleFor(question: Question, input: Volume): ValueScale {
  const [low, high] = clipFor(question, input);
  const known = inputScales.get(input);
  const isGrid = question.subject.kind === 'grid';
  const scale = known ?? (isGrid ? ValueScale.over([low, high], 'signed') : new ValueScale('clip', low, high));
  inputScales.set(input, scale);
  return scale;
}

function pairOf({ rows, columns }: Pair): [number, number] {
  return [rows, columns];
}

function paddingOf(padding: Padding): 'valid' | 'same' | 'full' | [number, number, number, number] {
  if (padding.kind === 'keyword') return padding.keyword;
  return [padding.top, padding.right, padding.bottom, padding.left];
}
