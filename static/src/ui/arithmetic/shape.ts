/** The sizes of a question on a written grid, and the same question in other sizes: what is there stays. */
import type { FilledPlane } from '../../core/fillings.ts';
import { ZERO } from '../../core/numbers.ts';
import type { ConvolutionQuestion, Plane } from '../../wire/question.ts';
import { planeOf, type Recipe } from './recipe.ts';

/** A kernel in numbers: [filter][channel of its group]. */
export type Planes = readonly (readonly Plane[])[];

/** A question with its kernel in numbers. */
export interface Exercise {
  readonly question: ConvolutionQuestion;
  readonly planes: Planes;
}

export interface Shape {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly kernelHeight: number;
  readonly kernelWidth: number;
  readonly filters: number;
  readonly groups: number;
}

/** Filters lie this far apart in the count of planes, so that a weight stays the same when channels come and go. */
const PLANES_APART = 64;

export function gridOf({ subject }: ConvolutionQuestion): readonly Plane[] {
  return subject.kind === 'grid' ? subject.grid : [];
}

export function shapeOf(exercise: Exercise): Shape {
  const grid = gridOf(exercise.question);
  const planes = appliedPlanes(exercise);
  const depth = planes[0]?.length ?? 1;
  return {
    height: grid[0]?.length ?? 1,
    width: grid[0]?.[0]?.length ?? 1,
    channels: grid.length,
    kernelHeight: planes[0]?.[0]?.length ?? 1,
    kernelWidth: planes[0]?.[0]?.[0]?.length ?? 1,
    filters: planes.length,
    groups: Math.max(1, grid.length / depth),
  };
}

/** The filters as they are applied: one plane alone filters every channel by itself, as the server has it. */
export function appliedPlanes({ question, planes }: Exercise): Planes {
  const [only] = planes;
  const channels = gridOf(question);
  const isSpread = planes.length === 1 && only?.length === 1 && channels.length > 1 && question.groups === 1;
  return only && isSpread ? channels.map(() => only) : planes;
}

/** What of the question changes with its shape. What fits stays as it is, what is new comes from the recipe. */
export function reshaped(exercise: Exercise, change: Partial<Shape>, recipe: Recipe): Partial<ConvolutionQuestion> {
  const before = shapeOf(exercise);
  const after = { ...before, ...change };
  return {
    ...inputIn(exercise, before, after, recipe),
    ...kernelIn(exercise, before, after, recipe),
    bias: biasFor(exercise.question.bias, after.filters),
  };
}

/** All numbers anew, of the input or of the weights. */
export function refilled(exercise: Exercise, of: 'input' | 'weights', recipe: Recipe): Partial<ConvolutionQuestion> {
  const shape = shapeOf(exercise);
  const nothing = { question: { ...exercise.question, subject: { kind: 'grid', grid: [] } as const }, planes: [] };
  return of === 'input' ? inputIn(nothing, shape, shape, recipe, true) : kernelIn(nothing, shape, shape, recipe, true);
}

function inputIn(
  { question }: Exercise,
  before: Shape,
  after: Shape,
  recipe: Recipe,
  anew = false,
): Partial<ConvolutionQuestion> {
  const names = ['height', 'width', 'channels'] as const;
  if (!anew && names.every((name) => before[name] === after[name])) return {};
  const grid = gridOf(question);
  const placeIn = ({ height, width }: Shape, plane: number) => ({ of: 'input', plane, height, width }) as const;
  const planes = Array.from({ length: after.channels }, (_, channel) =>
    refitted(grid[channel], placeIn(before, channel), placeIn(after, channel), recipe),
  );
  return { subject: { kind: 'grid', grid: planes } };
}

function kernelIn(
  exercise: Exercise,
  before: Shape,
  after: Shape,
  recipe: Recipe,
  anew = false,
): Partial<ConvolutionQuestion> {
  const names = ['kernelHeight', 'kernelWidth', 'filters', 'channels', 'groups'] as const;
  if (!anew && names.every((name) => before[name] === after[name])) return {};
  const applied = appliedPlanes(exercise);
  const placeIn = ({ kernelHeight: height, kernelWidth: width }: Shape, filter: number, channel: number) =>
    ({ of: 'weights', plane: filter * PLANES_APART + channel, height, width }) as const;
  const kernel = Array.from({ length: after.filters }, (_, f) =>
    Array.from({ length: after.channels / after.groups }, (__, c) => {
      const rows = refitted(applied[f]?.[c], placeIn(before, f, c), placeIn(after, f, c), recipe);
      return { kind: 'written', rows } as const;
    }),
  );
  return { kernel, groups: after.groups };
}

/** A plane in another size. One that is still as the recipe made it is made anew: counting counts on. */
function refitted(rows: Plane | undefined, before: FilledPlane, after: FilledPlane, recipe: Recipe): Plane {
  const fresh = planeOf(recipe, after);
  if (!rows || isSame(rows, planeOf(recipe, before))) return fresh;
  return fresh.map((cells, row) => cells.map((cell, column) => rows[row]?.[column] ?? cell));
}

function isSame(one: Plane, other: Plane): boolean {
  const others = other.flat();
  return one.flat().every(({ text }, index) => text === others[index]?.text);
}

/** One for all, or one for each filter there is. */
function biasFor(bias: ConvolutionQuestion['bias'], filters: number): ConvolutionQuestion['bias'] {
  if (bias.length <= 1 || bias.length === filters) return bias;
  return Array.from({ length: filters }, (_, filter) => bias[filter] ?? ZERO);
}
