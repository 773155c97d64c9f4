/** How wide a line of numerals is, without a canvas to ask: STIX Two's own advances, in thousandths of its size. */

const DIGIT = 495;
const ADVANCES: Readonly<Record<string, number>> = {
  '.': 245,
  ',': 245,
  ' ': 235,
  '/': 387,
  '\u2212': 720,
  '×': 655,
  '+': 720,
  '=': 720,
  '≈': 549,
};

/** About how wide a letter of the words' face is, at size 1: the system chooses that face. */
export const WORD_ADVANCE = 0.56;

export function widthOf(text: string, size: number): number {
  let thousandths = 0;
  for (const character of text) thousandths += ADVANCES[character] ?? DIGIT;
  return (thousandths * size) / 1000;
}

/** The width of the widest, at size 1. */
export function widestOf(texts: readonly string[]): number {
  return texts.reduce((widest, text) => Math.max(widest, widthOf(text, 1)), 0);
}

/** The largest size up to `most` at which all texts fit, or `undefined` where that is below `least`. */
export function fittingSize(texts: readonly string[], room: number, most: number, least: number): number | undefined {
  const size = Math.min(most, room / (widestOf(texts) || 1));
  if (size < least) return undefined;
  return Math.floor(size * 2) / 2;
}
