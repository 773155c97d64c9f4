/** `at=row,column[,channel]` and `t=sub-step[,progress]`, counted from 0 as the API counts. */
import { type Moment, SUB_STEPS } from '../core/timeline.ts';
import { QuestionError, shortened } from '../wire/query.ts';
import type { Place } from './playback.svelte.ts';

type Progress = Pick<Moment, 'subStep' | 'progress'>;

export const SETTLED: Progress = { subStep: 'write', progress: 1 };

export function writePlace({ row, column, filter }: Place): string {
  return filter === 0 ? `${row},${column}` : `${row},${column},${filter}`;
}

export function readPlace(text: string): Place {
  if (!/^[0-9]{1,5}(,[0-9]{1,5}){1,2}$/.test(text)) {
    throw new QuestionError(`${shortened(text)} is not a place; write at=row,column.`, 'at');
  }
  const [row = 0, column = 0, filter = 0] = text.split(',').map(Number);
  return { row, column, filter };
}

/** Nothing where the calculation is done: that is how a link opens. */
export function writeProgress({ subStep, progress }: Progress): string | undefined {
  if (subStep === 'write' && progress >= 1) return undefined;
  return progress >= 1 ? subStep : `${subStep},${Math.round(progress * 100) / 100}`;
}

export function readProgress(text: string): Progress {
  const [name = '', share = '1'] = text.split(',');
  const subStep = SUB_STEPS.find((one) => one === name);
  const progress = Number(share);
  if (!subStep || !/^[01](\.[0-9]+)?$/.test(share) || progress > 1) {
    throw new QuestionError(`${shortened(text)} is not a moment; write t=${SUB_STEPS.join(', ')} with 0 to 1.`, 't');
  }
  return { subStep, progress };
}
