/** Subjects for the tests, with outputs computed here the plain way: windows moved by hand, not by the geometry. */
import { type Activation, activated } from '../core/activation.ts';
import { type Border, sourceOf } from '../core/border.ts';
import { ValueScale } from '../core/colour.ts';
import { type GeometryOptions, makeGeometry, outputShape } from '../core/geometry.ts';
import { readNumber } from '../core/numbers.ts';
import type { Moment } from '../core/timeline.ts';
import type { Scene } from './mark.ts';
import { spoken } from './spoken.ts';
import { layoutOf, movingMarks, type StageView, stillMarks } from './stage.ts';
import {
  type ConvolutionSubject,
  type KernelPlane,
  type Pool,
  type PoolingSubject,
  placeOf,
  type Subject,
} from './subject.ts';
import { gridOf, type Units, type Volume, valueAt, volumeOf } from './volume.ts';
import { workingsAt } from './workings.ts';

export function kernelOf(text: string): KernelPlane {
  return text.split(';').map((row) => row.split(',').map(readNumber));
}

interface Options {
  readonly input: Volume;
  readonly kernel: readonly (readonly KernelPlane[])[];
  readonly geometry?: Omit<GeometryOptions, 'kernel'>;
  readonly border?: Border;
  readonly groups?: number;
  readonly flip?: boolean;
  readonly bias?: readonly number[];
  readonly activation?: Activation;
  readonly units?: Units;
}

export function convolutionOf(options: Options): ConvolutionSubject {
  const { input, kernel, border = 'zeros', groups = 1, flip = false, bias = [], activation = 'none' } = options;
  const plane = kernel[0]?.[0] ?? [];
  const geometry = makeGeometry({ kernel: [plane.length, plane[0]?.length ?? 0], ...options.geometry });
  const [height, width] = outputShape(geometry, input.height, input.width);
  const shared = { input, geometry, kernel, border, groups, flip, bias, activation, units: options.units ?? 'values' };
  const planes = kernel.map((_, filter) =>
    Float32Array.from({ length: height * width }, (__, at) => {
      const place = [Math.floor(at / width), at % width] as const;
      const sum = geometry.transposed ? scattered(shared, filter, ...place) : summed(shared, filter, ...place);
      return activated(sum + ((bias.length > 1 ? bias[filter] : bias[0]) ?? 0), activation);
    }),
  );
  const output = volumeOf(planes, height, width);
  return { operation: 'convolution', ...shared, output, ...scalesOf(input, output) };
}

export function poolingOf(input: Volume, pool: Pool, window: readonly [number, number]): PoolingSubject {
  const geometry = makeGeometry({ kernel: window, stride: window });
  const [height, width] = outputShape(geometry, input.height, input.width);
  const plane = Float32Array.from({ length: height * width }, (_, at) => {
    const [row, column] = [Math.floor(at / width) * window[0], (at % width) * window[1]];
    const seen = Array.from({ length: window[0] * window[1] }, (__, k) =>
      valueAt(input, 0, row + Math.floor(k / window[1]), column + (k % window[1])),
    );
    return pool === 'max' ? Math.max(...seen) : seen.reduce((sum, value) => sum + value, 0) / seen.length;
  });
  const output = volumeOf([plane], height, width);
  return {
    operation: 'pooling',
    pool,
    countPadding: true,
    input,
    output,
    geometry,
    units: 'values',
    ...scalesOf(input, output),
  };
}

/** A picture of whole levels: the row above the other, 0…255. */
export function pictureOf(rows: readonly (readonly number[])[], channels = 1): Volume {
  const levels = rows.map((row) => row.map((level) => level / 255));
  return gridOf(...Array.from({ length: channels }, () => levels));
}

/** Levels that look like chance and are always the same. */
export function noise(height: number, width: number, channels = 1): Volume {
  const planes = Array.from({ length: channels }, (_, channel) =>
    Float32Array.from({ length: height * width }, (__, at) => ((at * 7919 + channel * 104729 + 13) % 256) / 255),
  );
  return volumeOf(planes, height, width);
}

/** The nine pixels of the worked example: blurred they are 152 in the middle, (16 · 152) ÷ 16. */
export const WORKED = pictureOf([
  [140, 152, 164],
  [146, 152, 158],
  [140, 152, 164],
]);
export const BLUR = kernelOf('1/16,1/8,1/16;1/8,1/4,1/8;1/16,1/8,1/16');
export const SOBEL = kernelOf('1,0,-1;2,0,-2;1,0,-1');

type Plain = Omit<ConvolutionSubject, 'operation' | 'output' | 'inputScale' | 'outputScale'>;

function summed(
  { kernel, groups, input, geometry, border, flip }: Plain,
  filter: number,
  row: number,
  column: number,
): number {
  const planes = kernel[filter] ?? [];
  const first = Math.floor((filter * groups) / kernel.length) * planes.length;
  let sum = 0;
  planes.forEach((plane, index) => {
    plane.forEach((weights, a) => {
      weights.forEach((_, b) => {
        const y = row * geometry.rows.stride - geometry.rows.before + a * geometry.rows.dilation;
        const x = column * geometry.columns.stride - geometry.columns.before + b * geometry.columns.dilation;
        const [sourceY, sourceX] = [sourceOf(y, input.height, border), sourceOf(x, input.width, border)];
        const turned = flip ? plane[plane.length - 1 - a]?.[weights.length - 1 - b] : plane[a]?.[b];
        if (sourceY >= 0 && sourceX >= 0) sum += valueAt(input, first + index, sourceY, sourceX) * (turned?.value ?? 0);
      });
    });
  });
  return sum;
}

function scattered({ kernel, input, geometry }: Plain, filter: number, row: number, column: number): number {
  const plane = kernel[filter]?.[0] ?? [];
  let sum = 0;
  for (let y = 0; y < input.height; y++) {
    for (let x = 0; x < input.width; x++) {
      const a = row + geometry.rows.before - y * geometry.rows.stride;
      const b = column + geometry.columns.before - x * geometry.columns.stride;
      sum += valueAt(input, 0, y, x) * (plane[a]?.[b]?.value ?? 0);
    }
  }
  return sum;
}

function scalesOf(input: Volume, output: Volume): { inputScale: ValueScale; outputScale: ValueScale } {
  const all = (volume: Volume): Float32Array => Float32Array.from(volume.planes.flatMap((plane) => [...plane]));
  return { inputScale: ValueScale.for(all(input), 'min-max'), outputScale: ValueScale.for(all(output), 'signed') };
}

/** Everything of a moment at once; a page keeps the layout and the still marks until the data or the view change. */
export function stage(subject: Subject, view: StageView, moment: Moment): Scene {
  const layout = layoutOf(subject, view);
  return {
    width: layout.width,
    height: layout.height,
    still: stillMarks(subject, layout, view, placeOf(subject, moment.position).filter),
    moving: movingMarks(subject, layout, view, moment),
    label: spoken(subject, workingsAt(subject, moment.position)),
  };
}
