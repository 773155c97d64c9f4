/** What a layer costs: multiplications for one input, and numbers to be learned. */
import { type Geometry, outputShape } from '../../core/geometry.ts';
import { geometryFor } from '../../state/operation.ts';
import { appliedPlanes, type Exercise, shapeOf } from './shape.ts';

export interface Cost {
  readonly multiplications: number;
  /** Where the multiplications come from: places of the window, filters, channels of each, cells of the kernel. */
  readonly factors: readonly [places: number, filters: number, depth: number, cells: number];
  readonly weights: number;
  readonly biases: number;
}

/** Transposed, every input cell is a place: each stamps the kernel once. */
export function costOf(exercise: Exercise): Cost {
  const shape = shapeOf(exercise);
  const geometry: Geometry = geometryFor(exercise.question, appliedPlanes(exercise));
  const [height, width] = geometry.transposed
    ? [shape.height, shape.width]
    : outputShape(geometry, shape.height, shape.width);
  const depth = shape.channels / shape.groups;
  const cells = shape.kernelHeight * shape.kernelWidth;
  const hasBias = exercise.question.bias.some(({ value }) => value !== 0);
  return {
    multiplications: height * width * shape.filters * depth * cells,
    factors: [height * width, shape.filters, depth, cells],
    weights: shape.filters * depth * cells,
    biases: hasBias ? shape.filters : 0,
  };
}
