/** What each plot is called, and its formula, beside it or above it. */
import type { Mark, Role, TextMark } from '../mark.ts';
import type { SignalLayout } from './discrete-layout.ts';
import type { Row } from './row.ts';

interface Name {
  readonly y: number;
  readonly name: string;
  readonly formula: string;
  readonly colour: Role;
}

export function nameMarks(row: Row, layout: SignalLayout): Mark[] {
  const { signal, kernel, output, products, isBeside, titles, measures } = layout;
  const middles = [signal.box, kernel.box, products, output.box].map((box) => box.y + box.height / 2);
  const heights = isBeside ? middles : titles;
  const [x = 0, k = 0, p = 0, y = 0] = heights;
  const names: Name[] = [
    { y: x, name: 'signal', formula: row.flip ? 'x[m]' : 'x[n + m]', colour: 'ink' },
    { y: k, name: row.flip ? 'kernel, turned' : 'kernel', formula: row.flip ? 'k[n − m]' : 'k[m]', colour: 'stencil' },
    { y: p, name: 'products', formula: row.flip ? 'x[m] · k[n − m]' : 'x[n + m] · k[m]', colour: 'ink' },
    { y, name: 'output', formula: row.flip ? 'y[n] = (x ∗ k)[n]' : 'y[n]', colour: 'output' },
  ];
  return names.flatMap((name) => (isBeside ? beside(name, measures.words) : above(name, measures.words)));
}

function beside({ y, name, formula, colour }: Name, size: number): TextMark[] {
  return [
    text(name, 0, y - size * 0.7, size, colour, 'words'),
    text(formula, 0, y + size * 0.7, size, 'muted', 'numeral'),
  ];
}

function above({ y, name, formula, colour }: Name, size: number): TextMark[] {
  return [
    text(name, 0, y, size, colour, 'words'),
    text(formula, size * 0.6 * (name.length + 1.5), y, size, 'muted', 'numeral'),
  ];
}

function text(what: string, x: number, y: number, size: number, colour: Role, face: 'words' | 'numeral'): TextMark {
  return { kind: 'text', text: what, x, y, size, colour, face, align: 'start' };
}
