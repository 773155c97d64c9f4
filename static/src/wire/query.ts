/** Query strings ↔ named texts, as `app/wire/query.py` does it: nothing guessed, nothing doubled, little escaped. */

/** A question that cannot be read: `message` is a sentence for a learner, `field` the name in the query to mend. */
export class QuestionError extends Error {
  override readonly name = 'QuestionError';
  readonly field: string | null;

  constructor(message: string, field: string | null = null) {
    super(message);
    this.field = field;
  }
}

/** What belongs to pages: the API passes over it, links keep it. */
export const PAGES_ONLY = ['at', 't', 'view', 'theme'] as const;
export type PageName = (typeof PAGES_ONLY)[number];

const LONGEST = 65_536;

/** The names and values of a query, each name once; a leading "?" is allowed. */
export function splitQuery(query: string): Map<string, string> {
  if (query.length > LONGEST) {
    throw new QuestionError(`A question of ${query.length} characters is too long; ${LONGEST} are the most.`);
  }
  const pairs = new Map<string, string>();
  for (const part of query.replace(/^\?/, '').split('&').filter(Boolean)) {
    const [, written = '', value = ''] = /^([^=]*)=?(.*)$/s.exec(part) ?? [];
    const name = decoded(written);
    if (pairs.has(name)) throw new QuestionError(`${shortened(name)} is given twice.`, name.slice(0, 40));
    pairs.set(name, decoded(value));
  }
  return pairs;
}

/** A query string that can be read: letters, digits and the grammar's own signs stay as they are. */
export function writeQuery(pairs: Iterable<readonly [name: string, value: string]>): string {
  return Array.from(pairs, ([name, value]) => `${name}=${encoded(value)}`).join('&');
}

/** What was written, quoted, without repeating a page of it. */
export function shortened(text: string, most = 40): string {
  return `'${text.length > most ? `${text.slice(0, most)}…` : text}'`;
}

function decoded(text: string): string {
  try {
    return text.replace(/(?:%[0-9a-f]{2})+/gi, decodeURIComponent);
  } catch (error) {
    if (error instanceof URIError) throw new QuestionError(`${shortened(text)} is not UTF-8 text.`);
    throw error;
  }
}

/** What may stay stays untouched: a drawing is thousands of cells, all of them the grammar's own signs. */
function encoded(value: string): string {
  return value.replace(/[^A-Za-z0-9\-._~,;:/=|]+/g, (run) =>
    encodeURIComponent(run).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`),
  );
}
