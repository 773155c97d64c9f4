/** What went wrong, as a sentence for the banner. */

import { Problem } from '../wire/problem.ts';
import { QuestionError } from '../wire/query.ts';
import { BrokenAnswer } from '../wire/safetensors.ts';

export interface Trouble {
  readonly message: string;
  /** The name in the question to mend. */
  readonly field: string | null;
  /** refused: the question has to change; connection: it heals by itself; link: the default is shown. */
  readonly kind: 'refused' | 'connection' | 'link';
}

/** The trouble that an error stands for; null where it is a mistake of ours and no answer. */
export function troubleOf(error: unknown): Trouble | null {
  if (error instanceof Problem) {
    const kind = [502, 503, 504].includes(error.status) ? 'connection' : 'refused';
    return { message: error.message, field: error.field, kind };
  }
  if (error instanceof QuestionError) return { message: error.message, field: error.field, kind: 'refused' };
  if (error instanceof BrokenAnswer) return { message: error.message, field: null, kind: 'connection' };
  // A request that got no answer at all; other TypeErrors are ours, but fetch gives them no name of their own.
  if (error instanceof TypeError) return { message: LOST, field: null, kind: 'connection' };
  return null;
}

const LOST = 'The server cannot be reached. The last picture stays; asking again by itself.';
