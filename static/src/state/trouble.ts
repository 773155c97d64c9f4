/** What went wrong, as a sentence for the banner. */

import { Problem } from '../wire/problem.ts';
import { QuestionError } from '../wire/query.ts';
import { BrokenAnswer } from '../wire/safetensors.ts';
import { Unreachable } from '../wire/unreachable.ts';

export interface Trouble {
  readonly message: string;
  /** The name in the question to mend. */
  readonly field: string | null;
  /** refused: the question has to change; connection: it heals by itself; link: the default is shown; fault: ours. */
  readonly kind: 'refused' | 'connection' | 'link' | 'fault';
}

const LOST = 'The server cannot be reached. The last picture stays; asking again by itself.';
const GATEWAY = [502, 503, 504];

/** The trouble that an error stands for. Whatever is no answer is a fault of this program, and says so. */
export function troubleOf(error: unknown): Trouble {
  if (error instanceof Problem) {
    return {
      message: error.message,
      field: error.field,
      kind: GATEWAY.includes(error.status) ? 'connection' : 'refused',
    };
  }
  if (error instanceof QuestionError) return { message: error.message, field: error.field, kind: 'refused' };
  if (error instanceof BrokenAnswer) return { message: error.message, field: null, kind: 'connection' };
  if (error instanceof Unreachable) return { message: LOST, field: null, kind: 'connection' };
  return { message: `This page made a mistake, not you: ${error}`, field: null, kind: 'fault' };
}
