/** The same corner under every kind of border: what stands in the padding, and what becomes of it. Pure. */
import { BORDERS, type Border } from '../../core/border.ts';
import type { Geometry } from '../../core/geometry.ts';
import { borderedValue } from '../../scene/border.ts';
import { type Volume, volumeOf } from '../../scene/volume.ts';
import { convolveHere } from '../../state/here.ts';
import { geometryFor, type Planes } from '../../state/operation.ts';
import type { ConvolutionQuestion, Padding } from '../../wire/question.ts';
import { VALID } from '../../wire/values.ts';
import { type Edge, nearestEdge } from './edge.ts';

/** A border, or no padding at all. */
export type Kind = Border | 'valid';

export const KINDS: readonly Kind[] = [...BORDERS, 'valid'];

/** What the kinds are compared on: one question, one picture, one part of its edge. */
export interface Comparison {
  readonly question: ConvolutionQuestion;
  readonly planes: Planes;
  readonly input: Volume;
  readonly geometry: Geometry & { readonly transposed: false };
  readonly edge: Edge;
}

/** The output cells of one kind, in the frame of the comparison's edge. */
export interface Outcome {
  /** The cells that exist: without padding some do not. */
  readonly output: Volume;
  readonly top: number;
  readonly left: number;
}

/** The kind that a question asks for. */
export function kindOf({ padding, border }: Pick<ConvolutionQuestion, 'padding' | 'border'>): Kind {
  return isPadded(padding) ? border : 'valid';
}

/** What of a question has to change for another kind; padding that is there stays, else every window gets its own. */
export function changeTo(kind: Kind, { padding }: Pick<ConvolutionQuestion, 'padding'>) {
  return kind === 'valid' ? { padding: VALID, border: 'zeros' as const } : { padding: padded(padding), border: kind };
}

/** Null where there is nothing to compare: transposed, or a kernel of one cell. */
export function comparisonOf(
  question: ConvolutionQuestion,
  planes: Planes,
  input: Volume,
  place: { readonly row: number; readonly column: number },
): Comparison | null {
  if (question.transposed) return null;
  const geometry = geometryFor({ ...question, padding: padded(question.padding) }, planes);
  if (geometry.transposed) return null;
  const edge = nearestEdge(geometry.rows, geometry.columns, [input.height, input.width], place);
  return edge && { question, planes, input, geometry, edge };
}

/** What comes out under one kind; null where no window fits, or where it is more than can be computed at once. */
export function outcomeOf({ question, planes, input, geometry, edge }: Comparison, kind: Kind): Outcome | null {
  const { rows, columns } = geometry;
  const [down, across] = [edge.rows, edge.columns];
  const all = { top: down.start, left: across.start, bottom: down.stop, right: across.stop };
  const inside = {
    top: firstStart(down.start, rows.stride),
    left: firstStart(across.start, columns.stride),
    bottom: Math.min(down.stop, input.height),
    right: Math.min(across.stop, input.width),
  };
  const seen = kind === 'valid' ? inside : all;
  if (seen.bottom - seen.top < rows.extent || seen.right - seen.left < columns.extent) return null;
  const part = cutOut(input, seen, kind === 'valid' ? 'zeros' : kind);
  const output = convolveHere({ ...question, padding: VALID }, planes, part);
  if (!output) return null;
  return {
    output,
    top: Math.ceil((seen.top - down.start) / rows.stride),
    left: Math.ceil((seen.left - across.start) / columns.stride),
  };
}

/** Whether the window of this cell of the edge's frame reaches into the padding. */
export function reachesOut({ input, geometry, edge }: Comparison, row: number, column: number): boolean {
  const down = geometry.rows.span(edge.rows.first + row);
  const across = geometry.columns.span(edge.columns.first + column);
  return down.start < 0 || across.start < 0 || down.stop > input.height || across.stop > input.width;
}

/** Where the comparison looks: "the top left corner", "the right edge at rows 7 to 10". Counted from 1. */
export function placeName({ input, edge: { rows, columns } }: Comparison): string {
  const upright = rows.start < 0 ? 'top' : rows.stop > input.height ? 'bottom' : '';
  const sideways = columns.start < 0 ? 'left' : columns.stop > input.width ? 'right' : '';
  if (upright && sideways) return `the ${upright} ${sideways} corner`;
  const [name, along] = upright ? ['columns', columns] : ['rows', rows];
  return `the ${upright || sideways} edge at ${name} ${along.start + 1} to ${along.stop}`;
}

interface Cells {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** A part of a picture with its padding, as a picture of its own. */
function cutOut(input: Volume, { top, left, bottom, right }: Cells, border: Border): Volume {
  const [height, width] = [bottom - top, right - left];
  const planes = input.planes.map((_, channel) =>
    Float32Array.from({ length: height * width }, (__, at) =>
      borderedValue(input, channel, top + Math.floor(at / width), left + (at % width), border),
    ),
  );
  return volumeOf(planes, height, width);
}

/** Windows without padding start at multiples of the stride. */
function firstStart(start: number, stride: number): number {
  return Math.max(0, Math.ceil(start / stride) * stride);
}

function padded(padding: Padding): Padding {
  return isPadded(padding) ? padding : { kind: 'keyword', keyword: 'same' };
}

function isPadded(padding: Padding): boolean {
  if (padding.kind === 'keyword') return padding.keyword !== 'valid';
  return padding.top + padding.right + padding.bottom + padding.left > 0;
}
