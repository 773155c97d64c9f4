/** To a transposed convolution and back: what only the other has goes with it. */
import type { ConvolutionQuestion } from '../../wire/question.ts';
import { VALID } from '../../wire/values.ts';
import { refusalOfShape } from './knobs.ts';
import { type Exercise, shapeOf } from './shape.ts';

/** The change, with its padding if it can be kept and without if not; null where neither makes a shape. */
export function withTransposed(exercise: Exercise, transposed: boolean): Partial<ConvolutionQuestion> | null {
  const change = { transposed, border: 'zeros', outputPadding: { rows: 0, columns: 0 } } as const;
  const ways = [change, { ...change, padding: VALID }];
  return ways.find((way) => refusalOfShape(shapeOf(exercise), { ...exercise.question, ...way }) === null) ?? null;
}
