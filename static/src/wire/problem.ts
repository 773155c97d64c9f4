/** problem+json → an error to show: `message` is the server's `detail`, a sentence that a learner understands. */
import { reached } from './unreachable.ts';

export interface ProblemFields {
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  /** The name in the question to mend, where there is one. */
  readonly field: string | null;
  /** The layer at fault in a network, where there is one. */
  readonly layer?: string | null;
}

export class Problem extends Error {
  override readonly name = 'Problem';
  readonly title: string;
  readonly status: number;
  readonly field: string | null;
  readonly layer: string | null;
  /** Seconds after which asking again makes sense, where the server says so. */
  readonly retryAfter: number | null;

  constructor({ title, status, detail, field, layer = null }: ProblemFields, retryAfter: number | null = null) {
    super(detail);
    this.title = title;
    this.status = status;
    this.field = field;
    this.layer = layer;
    this.retryAfter = retryAfter;
  }
}

/** The problem that a refused response carries; a body that is none, a proxy's page say, becomes its status. */
export async function problemOf(response: Response): Promise<Problem> {
  const body = await reached(response.text());
  return readProblem(body, response.status, response.headers.get('Retry-After'));
}

export function readProblem(body: string, status: number, retryAfter: string | null = null): Problem {
  return new Problem(fieldsOf(parsed(body), status), secondsOf(retryAfter));
}

function fieldsOf(body: unknown, status: number): ProblemFields {
  const given = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  const text = (name: string): string | null => (typeof given[name] === 'string' ? given[name] : null);
  return {
    title: text('title') ?? 'The server refused',
    status: typeof given.status === 'number' ? given.status : status,
    detail: text('detail') ?? `The server answered ${status} and did not say why.`,
    field: text('field'),
    layer: text('layer'),
  };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Whole seconds; the header's other form, a date, is left to the reader's patience. */
function secondsOf(retryAfter: string | null): number | null {
  return retryAfter !== null && /^[0-9]{1,6}$/.test(retryAfter) ? Number(retryAfter) : null;
}
