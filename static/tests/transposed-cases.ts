/** For the tests: subjects made of the cases in `tests/golden/transposed.json`. */

import { ValueScale } from '../src/core/colour.ts';
import { makeGeometry, type Pair, type Sides } from '../src/core/geometry.ts';
import { numberOf } from '../src/core/numbers.ts';
import { asTransposed, type TransposedSubject } from '../src/scene/transposed/transposed-subject.ts';
import { gridOf } from '../src/scene/volume.ts';
import { golden } from './golden.ts';

type Rows = readonly (readonly number[])[];

export interface GoldenCase {
  readonly input: readonly Rows[];
  readonly kernel: readonly (readonly Rows[])[];
  readonly stride: Pair;
  readonly dilation: Pair;
  readonly padding: Sides;
  readonly output_padding: Pair;
  readonly groups: number;
  readonly flip: boolean;
  readonly stamps: number;
  readonly output: readonly Rows[];
  readonly partial: Rows;
  readonly counts: Rows;
}

export const CASES = golden<readonly GoldenCase[]>('transposed');

export function subjectOf(given: GoldenCase): TransposedSubject {
  const { input, kernel, stride, dilation, padding, output, groups, flip } = given;
  const plane = kernel[0]?.[0] ?? [];
  const scale = new ValueScale('signed', -1, 1);
  const subject = asTransposed({
    operation: 'convolution',
    input: gridOf(...input),
    output: gridOf(...output),
    geometry: makeGeometry({
      kernel: [plane.length, plane[0]?.length ?? 0],
      stride,
      dilation,
      padding,
      outputPadding: given.output_padding,
      transposed: true,
    }),
    inputScale: scale,
    outputScale: scale,
    units: 'values',
    kernel: kernel.map((planes) => planes.map((rows) => rows.map((row) => row.map(numberOf)))),
    border: 'zeros',
    groups,
    flip,
    bias: [],
    activation: 'none',
  });
  if (!subject) throw new RangeError('Every case is transposed.');
  return subject;
}
