/** What /signals opens with, and what it can show: one row, one kernel of one row. The twin of app/pages/signals.py. */
import type { Opening } from '../../state/link.svelte.ts';
import { QuestionError } from '../../wire/query.ts';
import type { ConvolutionQuestion } from '../../wire/question.ts';

export const OPENING: Opening = {
  text: 'grid=1,2,3,4,5,6&kernel=1,2&padding=full&flip=1',
  require: requireOneRow,
};

/** Refuses whatever has more than one row. */
export function requireOneRow({ subject, kernel, padding, transposed }: ConvolutionQuestion): void {
  const refuse = (message: string, field: string): never => {
    throw new QuestionError(message, field);
  };
  if (subject.kind === 'image') refuse('A signal is one row of numbers; pictures are at home on /kernels.', 'image');
  if (subject.kind === 'grid' && (subject.grid.length > 1 || (subject.grid[0]?.length ?? 0) > 1)) {
    refuse('A signal is one row of numbers; grids of more rows are at home on /arithmetic.', 'grid');
  }
  const plane = kernel[0]?.[0];
  if (kernel.flat().length > 1 || plane?.kind !== 'written' || plane.rows.length > 1) {
    refuse('Here the kernel is one row of numbers, such as 1,2,1.', 'kernel');
  }
  if (padding.kind === 'cells' && padding.top + padding.bottom > 0) {
    refuse('A signal has no rows above or below; write its padding as 0,before-and-after.', 'padding');
  }
  if (transposed) refuse('Transposed convolution is at home on /arithmetic.', 'transposed');
}
