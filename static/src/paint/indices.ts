/** Indices beneath the line: no face has to have the lowered digits, and all of them are drawn alike. */

/** A piece of a line: as it stands, or lowered and smaller. */
export interface Run {
  readonly text: string;
  readonly isIndex: boolean;
}

/** Of the line's size: how large an index is, and how far below the line's its baseline lies. */
export const INDEX_SIZE = 0.68;
export const INDEX_DROP = 0.17;

const INDICES = /[₀-₉](?:[₀-₉,]*[₀-₉])?/gu;
const NOUGHT = 0x2080;

/** `x₀,₁₂ + b` is x, then 0,12 as an index, then + b. */
export function runsOf(text: string): readonly Run[] {
  const runs: Run[] = [];
  let end = 0;
  for (const { 0: found, index } of text.matchAll(INDICES)) {
    if (index > end) runs.push({ text: text.slice(end, index), isIndex: false });
    runs.push({ text: found.replace(/[₀-₉]/gu, ordinary), isIndex: true });
    end = index + found.length;
  }
  if (end < text.length) runs.push({ text: text.slice(end), isIndex: false });
  return runs;
}

/** Whether there is anything to lower: most lines are numbers. */
export function hasIndices(text: string): boolean {
  return /[₀-₉]/u.test(text);
}

function ordinary(digit: string): string {
  return String((digit.codePointAt(0) as number) - NOUGHT);
}
