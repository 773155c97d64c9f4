import { describe, expect, test } from 'vitest';
import { golden } from '../../tests/golden.ts';
import { effectiveFormula, NOTATIONS, outputTerm, quantitiesOf, sizeFormula, textOf, worthOf } from './size-formula.ts';
import { samePadding, sizeWords } from './size-words.ts';
import { TransposedWindow } from './transposed-window.ts';
import { Window } from './window.ts';

interface Measured {
  readonly input: number;
  readonly output_length: number;
}
interface Golden {
  readonly windows: readonly (Measured & { window: ConstructorParameters<typeof Window>[0] })[];
  readonly transposed: readonly (Measured & {
    window: ConstructorParameters<typeof Window>[0] & { output_padding: number };
  })[];
}

const cases = golden<Golden>('geometry');
const PLAIN = { window: new Window({ size: 3, stride: 2, before: 1, after: 1 }), input: 7 };
const UNEVEN = { window: new Window({ size: 4, dilation: 2, before: 1, after: 2 }), input: 9 };
const BACK = { window: new TransposedWindow({ size: 3, stride: 2, before: 1, after: 1, outputPadding: 1 }), input: 4 };

describe.each(NOTATIONS)('In the notation %s', (notation) => {
  test('every window has the length that the geometry has', () => {
    for (const { window, input, output_length: length } of cases.windows) {
      expect(worthOf(sizeFormula({ window: new Window(window), input }, notation))).toBe(length);
    }
  });

  test('every transposed window does too', () => {
    for (const { window, input, output_length: length } of cases.transposed) {
      const { output_padding: outputPadding, ...rest } = window;
      const axis = { window: new TransposedWindow({ ...rest, outputPadding }), input };
      expect(worthOf(sizeFormula(axis, notation))).toBe(length);
      expect(outputTerm(axis).value).toBe(length);
    }
  });
});

test.each([
  ['torch', '⌊(n + 2p − d(k − 1) − 1) / s⌋ + 1', '⌊(7 + 2 · 1 − 1 · (3 − 1) − 1) / 2⌋ + 1'],
  ['keras', '⌈n / s⌉', '⌈7 / 2⌉'],
  ['lecture-f', '⌊(n + 2p − f + s) / s⌋', '⌊(7 + 2 · 1 − 3 + 2) / 2⌋'],
  ['lecture-o', '⌊(i + p − k) / s⌋ + 1', '⌊(7 + 2 − 3) / 2⌋ + 1'],
] as const)('%s writes a padded, strided window as %s', (notation, symbols, numbers) => {
  const formula = sizeFormula(PLAIN, notation);
  expect([textOf(formula, 'symbols'), textOf(formula, 'numbers')]).toEqual([symbols, numbers]);
});

test.each([
  ['torch', '(n − 1)s − 2p + d(k − 1) + o_p + 1'],
  ['keras', '(n − 1)s + k − p + o_p'],
  ['lecture-f', '(n − 1)s + f − 2p + o_p'],
  ['lecture-o', '(i − 1)s + k − p + o_p'],
] as const)('%s writes a transposed window as %s', (notation, symbols) => {
  expect(textOf(sizeFormula(BACK, notation), 'symbols')).toBe(symbols);
});

test('Sides that differ have names of their own, and gaps make an effective kernel', () => {
  expect(textOf(sizeFormula(UNEVEN, 'lecture-f'), 'symbols')).toBe('⌊(n + p_1 + p_2 − f_eff + s) / s⌋');
  const { effective, formula } = effectiveFormula(UNEVEN, 'lecture-f') ?? {};
  expect([effective?.symbol, effective?.value, formula && textOf(formula, 'numbers')]).toEqual([
    'f_eff',
    7,
    '2 · (4 − 1) + 1',
  ]);
  expect(effectiveFormula(PLAIN, 'torch')).toBeNull();
});

test('The legend names every symbol once, with its number', () => {
  const legend = quantitiesOf(sizeFormula(PLAIN, 'lecture-f')).map(({ symbol, meaning, value }) => [
    symbol,
    meaning,
    value,
  ]);
  expect(legend).toEqual([
    ['n', 'input', 7],
    ['p', 'padding of each side', 1],
    ['f', 'kernel', 3],
    ['s', 'stride', 2],
  ]);
});

test('A valid window of Keras has no padding to write', () => {
  const axis = { window: new Window({ size: 3, stride: 2 }), input: 6, pooling: true };
  expect(textOf(sizeFormula(axis, 'keras'), 'symbols')).toBe('⌊(n − k) / s⌋ + 1');
});

test('The remainder is told: what the floor drops, and whether it is input or padding', () => {
  const words = (options: ConstructorParameters<typeof Window>[0], input: number) =>
    sizeWords({ window: new Window(options), input }, 'rows').join(' ');
  expect(words({ size: 3, stride: 2 }, 7)).toBe(
    'Room for 4 steps: 4 = 2 × 2. The last window ends exactly at the edge.',
  );
  expect(words({ size: 3, stride: 2 }, 6)).toBe(
    'Room for 3 steps: 3 = 1 × 2 + 1. The floor drops the 1: the last row of the input is reached by no window (hatched).',
  );
  expect(words({ size: 3, stride: 2, before: 1, after: 1 }, 6)).toBe(
    'Room for 5 steps: 5 = 2 × 2 + 1. The floor drops the 1: only 1 row of padding at the end is reached by no window.',
  );
  expect(words({ size: 3, stride: 3, after: 1 }, 4)).toContain(
    'the last row of the input and 1 row of padding are reached by no window (hatched).',
  );
  expect(words({ size: 2, stride: 3 }, 7)).toBe(
    'Room for 5 steps: 5 = 1 × 3 + 2. The floor drops the 2: the last 2 rows of the input are reached by no window' +
      ' (hatched). Row 3 is passed over (hatched): the stride is longer than the window.',
  );
  expect(words({ size: 3 }, 5)).toBe('Moved one cell at a time, the window reaches the end: nothing is left over.');
});

test('A transposed window is told without a floor', () => {
  expect(sizeWords(BACK, 'columns')).toEqual([
    'Each of 4 inputs writes 3 columns, 2 further on than the one before it: no floor.',
    'Of these the padding cuts 1 in front and 1 behind.',
    'A convolution of stride 2 makes 4 from several lengths; the output padding of 1 says which.',
  ]);
  const gaps = { window: new TransposedWindow({ size: 1, stride: 2 }), input: 3 };
  expect(sizeWords(gaps, 'rows').at(-1)).toBe('Nothing is written to 2 rows of the output (hatched).');
});

test('SAME for 3 × 4 on 7 × 6 at stride 2: 1 and 1, 1 and 2 as the lectures have it, fewer in Keras', () => {
  const rows = { window: new Window({ size: 3, stride: 2, before: 1, after: 1 }), input: 7 };
  const columns = { window: new Window({ size: 4, stride: 2, before: 1, after: 2 }), input: 6 };
  expect(samePadding(rows)).toEqual({ ours: [1, 1], keras: [1, 1] });
  expect(samePadding(columns)).toEqual({ ours: [1, 2], keras: [1, 1] });
  expect([worthOf(sizeFormula(rows, 'lecture-o')), worthOf(sizeFormula(columns, 'lecture-o'))]).toEqual([4, 3]);
  expect(samePadding({ window: new Window({ size: 3 }), input: 5 })).toBeNull();
});
