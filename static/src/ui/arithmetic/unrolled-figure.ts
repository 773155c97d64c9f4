/** A convolution as one product of matrices, as a figure that can be taken along: patches as columns, or Toeplitz. */
import type { Size } from '../../export/clip.ts';
import type { Figure } from '../../export/figure.ts';
import { product } from '../../scene/matrix.ts';
import type { ConvolutionSubject } from '../../scene/subject.ts';
import { flattenedInput, toeplitzOf } from '../../scene/toeplitz.ts';
import { unrolledOf } from '../../scene/unrolled.ts';
import {
  productMoving,
  productStill,
  toeplitzLayout,
  toeplitzMoving,
  toeplitzStill,
  unrolledLayout,
} from '../../scene/unrolled-scene.ts';

export const PRODUCTS = { patches: 'patches as columns', toeplitz: 'the Toeplitz matrix' } as const;
export type Product = keyof typeof PRODUCTS;

export function unrolledFigure(subject: ConvolutionSubject, which: Product, { width, height }: Size): Figure {
  const view = { width, height, form: 'page' } as const;
  return which === 'patches' ? patchesFigure(subject, view) : toeplitzFigure(subject, view);
}

type View = Parameters<typeof unrolledLayout>[2];

function patchesFigure(subject: ConvolutionSubject, view: View): Figure {
  const plan = unrolledLayout(subject, unrolledOf(subject), view);
  const { width, height } = plan;
  const still = productStill(plan);
  return {
    sceneAt: ({ position }) => {
      const moving = productMoving(subject, plan, position);
      return { width, height, still, moving, label: 'Kernel times patches is output' };
    },
  };
}

function toeplitzFigure(subject: ConvolutionSubject, view: View): Figure {
  const toeplitz = toeplitzOf(subject);
  const plan = toeplitzLayout(subject, toeplitz, product(toeplitz.matrix, flattenedInput(subject)), view);
  const { width, height } = plan;
  const still = toeplitzStill(plan);
  return {
    sceneAt: ({ position }) => {
      const moving = toeplitzMoving(plan, position);
      return { width, height, still, moving, label: 'Toeplitz matrix times flattened input is output' };
    },
  };
}
