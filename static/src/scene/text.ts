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
  '[': 330,
  ']': 330,
  '(': 330,
  ')': 330,
  '·': 250,
  '→': 980,
  '∞': 700,
  // Names of cells; capitals are about as wide as w, and indices are drawn smaller.
  w: 720,
  m: 790,
  x: 520,
  y: 520,
  Σ: 620,
  ...advancing('₀₁₂₃₄₅₆₇₈₉', 337),
  ...advancing('ABCDEFGHIJKLMNOPQRSTUVWXYZ', 720),
};

function advancing(characters: string, advance: number): Record<string, number> {
  return Object.fromEntries(Array.from(characters, (character) => [character, advance]));
}

/** About how wide a letter of the words' face is, at size 1: the system chooses that face. */
export const WORD_ADVANCE = 0.56;

export function widthOf(text: string, size: number): number {
  let thousandths = 0;
  let isIndex = false;
  for (const character of text) {
    // A comma between indices is as small as they are.
    thousandths += isIndex && character === ',' ? 167 : (ADVANCES[character] ?? DIGIT);
    isIndex = character >= '₀' && character <= '₉';
  }
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
