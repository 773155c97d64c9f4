/** The numbers of a shape as controls: what each can be, given the others, and why it cannot be something else. */
import type { ConvolutionQuestion } from '../../wire/question.ts';
import { type Refusal, shapeRefusal } from '../kernel/shape-limits.ts';
import type { Recipe } from './recipe.ts';
import { type Exercise, reshaped, type Shape, shapeOf } from './shape.ts';

export interface Knob {
  readonly name: keyof Shape;
  readonly label: string;
  readonly most: number;
  /** What changes together with it. */
  readonly put: (shape: Shape, value: number) => Partial<Shape>;
}

export const LARGEST_SIDE = 16;
export const MOST_CHANNELS = 4;

const alone = (name: keyof Shape, label: string, most: number): Knob => ({
  name,
  label,
  most,
  put: (_, value) => ({ [name]: value }),
});

export const INPUT_HEIGHT = alone('height', 'Input height', LARGEST_SIDE);
export const INPUT_WIDTH = alone('width', 'Input width', LARGEST_SIDE);
export const KERNEL_HEIGHT = alone('kernelHeight', 'Kernel height', LARGEST_SIDE);
export const KERNEL_WIDTH = alone('kernelWidth', 'Kernel width', LARGEST_SIDE);
export const FILTERS = alone('filters', 'Filters', MOST_CHANNELS);

/** A depthwise convolution stays one when channels come and go. */
export const CHANNELS: Knob = {
  name: 'channels',
  label: 'Channels',
  most: MOST_CHANNELS,
  put: ({ channels, groups, filters }, value) =>
    groups > 1 && groups === channels
      ? { channels: value, groups: value, filters: (filters / groups) * value }
      : { channels: value },
};

/** From ordinary to depthwise; every group needs a filter of its own. */
export const GROUPS: Knob = {
  name: 'groups',
  label: 'Groups',
  most: MOST_CHANNELS,
  put: ({ filters }, value) => ({ groups: value, filters: Math.ceil(filters / value) * value }),
};

export const KNOBS = [INPUT_HEIGHT, INPUT_WIDTH, KERNEL_HEIGHT, KERNEL_WIDTH, CHANNELS, FILTERS, GROUPS];

/** What turning a knob changes in the question. */
export function turned(knob: Knob, exercise: Exercise, value: number, recipe: Recipe): Partial<ConvolutionQuestion> {
  return reshaped(exercise, knob.put(shapeOf(exercise), value), recipe);
}

/** The values that a knob can take now, in order: what it is, and what can be reached from there step by step. */
export function valuesOf(knob: Knob, exercise: Exercise): number[] {
  const now = shapeOf(exercise)[knob.name];
  const all = candidates(knob, exercise);
  const [below, above] = [all.filter((value) => value < now).reverse(), all.filter((value) => value > now)];
  return [...run(below, knob, exercise).reverse(), now, ...run(above, knob, exercise)];
}

/** Why a knob cannot be turned to a value; null where it can. */
export function refusalOf(knob: Knob, exercise: Exercise, value: number): Refusal | null {
  const shape = shapeOf(exercise);
  if (!Number.isInteger(value) || value < 1 || value > Math.max(knob.most, shape[knob.name])) {
    const most = Math.max(knob.most, shape[knob.name]);
    return { field: knob.name, message: `${knob.label}: a whole number from 1 to ${most}.` };
  }
  return refusalOfShape({ ...shape, ...knob.put(shape, value) }, exercise.question);
}

/** Why a question of this shape has no answer; null where it has one. */
export function refusalOfShape(shape: Shape, question: ConvolutionQuestion): Refusal | null {
  const { channels, filters, groups } = shape;
  if (channels % groups !== 0) return split('channels', channels, groups);
  if (filters % groups !== 0) return split('filters', filters, groups);
  return shapeRefusal(question, [shape.height, shape.width], [shape.kernelHeight, shape.kernelWidth]);
}

function split(what: 'channels' | 'filters', count: number, groups: number): Refusal {
  return { field: what, message: `${count} ${what} cannot be split into ${groups} equal groups.` };
}

/** Whole numbers up to the most; where channels are grouped, those that can be split alike. */
function candidates({ name, most }: Knob, exercise: Exercise): number[] {
  const shape = shapeOf(exercise);
  const all = Array.from({ length: Math.max(most, shape[name]) }, (_, index) => index + 1);
  const isDepthwise = shape.groups > 1 && shape.groups === shape.channels;
  if (name === 'groups') return all.filter((value) => shape.channels % value === 0);
  if (name === 'filters') return all.filter((value) => value % shape.groups === 0);
  return name === 'channels' && !isDepthwise ? all.filter((value) => value % shape.groups === 0) : all;
}

function run(values: readonly number[], knob: Knob, exercise: Exercise): number[] {
  const end = values.findIndex((value) => refusalOf(knob, exercise, value) !== null);
  return end < 0 ? [...values] : values.slice(0, end);
}
