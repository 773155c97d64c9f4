/**
 * Numbers as the grammar writes them: `3`, `-0.5`, `1e-7`, and fractions such as `1/9` that stay fractions.
 * The twin of `app/wire/numbers.py`.
 */

/** A number and the one way in which the grammar writes it. */
export interface WrittenNumber {
  readonly text: string;
  readonly value: number;
}

export const ZERO: WrittenNumber = { text: '0', value: 0 };

const LARGEST = 1e9;
const LONGEST = 32;
const DECIMAL = /^-?[0-9]+(\.[0-9]+)?(e-?[0-9]{1,3})?$/;
const FRACTION = /^(-?)([0-9]+)\/([0-9]+)$/;

/** Read one number, or throw a RangeError with the sentence that says what is wrong with it. */
export function readNumber(text: string): WrittenNumber {
  if (text.length > LONGEST) {
    throw new RangeError(`A number of ${text.length} characters is too long; ${LONGEST} are enough.`);
  }
  const fraction = FRACTION.exec(text);
  if (fraction) return readFraction(text, fraction[1] ?? '', digits(fraction[2]), digits(fraction[3]));
  if (!DECIMAL.test(text)) {
    throw new RangeError(`'${text}' is not a number; write 3, -0.5, 1e-7 or a fraction such as 1/9.`);
  }
  const value = Number(text) || 0;
  requireBounded(text, value);
  return { text: writeDecimal(value), value };
}

/** A computed number, written as its shortest decimal. */
export function numberOf(value: number): WrittenNumber {
  return { text: writeDecimal(value), value };
}

/** The shortest digits that read back as `value`, the same here and in Python: `1e-7`, `0.25`, `0` for −0. */
export function writeDecimal(value: number): string {
  const shortest = Math.abs(value) < 1e15 ? String(value === 0 ? 0 : value) : value.toExponential();
  return shortest.replace('e+', 'e');
}

function readFraction(text: string, sign: string, above: string, below: string): WrittenNumber {
  if (below === '0') throw new RangeError(`${text} divides by zero.`);
  if (above === '0') return ZERO;
  const value = (sign ? -1 : 1) * (Number(above) / Number(below));
  const written = `${sign}${above}/${below}`;
  requireBounded(written, value);
  return { text: written, value };
}

function requireBounded(written: string, value: number): void {
  if (Math.abs(value) >= LARGEST) {
    throw new RangeError(`${written} is too large; numbers stay below a thousand million.`);
  }
}

function digits(written: string | undefined): string {
  return (written ?? '').replace(/^0+(?=.)/, '');
}
