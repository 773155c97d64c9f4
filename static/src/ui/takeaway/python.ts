/** Weights as Python writes them; `1/9` is Python too. */
import type { Plane } from '../../wire/question.ts';

/** `[[1, 0, -1],` and so on, each further row under the first by `indent` spaces. */
export function listed(plane: Plane, indent: number): string {
  const rows = plane.map((row) => `[${row.map(({ text }) => text).join(', ')}]`);
  return `[${rows.join(`,\n${' '.repeat(indent + 1)}`)}]`;
}

/** [filter][channel][row][column], opened by as many brackets. */
export function nested(weights: readonly (readonly Plane[])[], indent: number): string {
  const gap = (inner: number): string => `,\n${' '.repeat(indent + inner)}`;
  const filters = weights.map((planes) => `[${planes.map((plane) => listed(plane, indent + 2)).join(gap(2))}]`);
  return `[${filters.join(gap(1))}]`;
}

export function lines(parts: readonly (string | false | null)[]): string {
  return `${parts.filter((part) => part !== false && part !== null).join('\n')}\n`;
}

/** A call with one argument after the other, those that say nothing left out. */
export function call(name: string, parts: readonly (string | false)[]): string {
  return `${name}(${parts.filter(Boolean).join(', ')})`;
}
