/** To a transposed convolution and back: what only the other has goes with it. */
import type { ConvolutionQuestion } from '../../wire/question.ts';
import { VALID } from '../../wire/values.ts';
import { refusalOfShape } from './knobs.ts';
import { type Exercise, shapeOf } from './shape.ts';

const SAME = { kind: 'keyword', keyword: 'same' } as const;

/** The change with its padding if that can be kept, else without, else with as much as keeps the size; or null. */
export function withTransposed(exercise: Exercise, transposed: boolean): Partial<ConvolutionQuestion> | null {
  const change = { transposed, border: 'zeros', outputPadding: { rows: 0, columns: 0 } } as const;
  const ways = [change, { ...change, padding: VALID }, { ...change, padding: SAME }];
  return ways.find((way) => refusalOfShape(shapeOf(exercise), { ...exercise.question, ...way }) === null) ?? null;
}
