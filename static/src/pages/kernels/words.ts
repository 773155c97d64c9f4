const WORDS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

/** Small counts as words, as running text has them: `inWords(9)` is "nine", `inWords(25)` is "25". */
export function inWords(count: number): string {
  return WORDS[count] ?? `${count}`;
}
