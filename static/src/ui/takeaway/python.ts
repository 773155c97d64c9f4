/** Lists and calls as Python writes them; `1/9` is Python too. */
import type { Plane } from '../../wire/question.ts';

export type Nest = readonly (string | Nest)[];

/** `[[1, 0, -1],` and so on: what holds numbers on one line, each further one under the first by `indent` spaces. */
export function nested(nest: Nest, indent: number): string {
  const isLine = nest.every((one) => typeof one === 'string');
  const parts = nest.map((one) => (typeof one === 'string' ? one : nested(one, indent + 1)));
  return `[${parts.join(isLine ? ', ' : `,\n${' '.repeat(indent + 1)}`)}]`;
}

/** A plane's rows, or of a signal its only one. */
export function textsOf(plane: Plane, isRow: boolean): Nest {
  const rows = plane.map((row) => row.map(({ text }) => text));
  return isRow ? (rows[0] ?? []) : rows;
}

export function lines(parts: readonly (string | false | null)[]): string {
  return `${parts.filter((part) => part !== false && part !== null).join('\n')}\n`;
}

/** A call with one argument after the other, those that say nothing left out. */
export function call(name: string, parts: readonly (string | false)[]): string {
  return `${name}(${parts.filter(Boolean).join(', ')})`;
}

/** Windows that share `n` cells out among `m` outputs, as torch's adaptive pooling does. */
export const SHARES: readonly string[] = [
  'def shares(n, m):  # window i: from floor(i n / m) up to ceil((i + 1) n / m)',
  '    return [slice(i * n // m, -(-(i + 1) * n // m)) for i in range(m)]',
  '',
];
