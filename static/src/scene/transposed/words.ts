/** What stride, padding and output padding do to the two ways, in a sentence each; and the calculation for the ear. */
import type { TransposedWindow } from '../../core/geometry.ts';
import type { Sums } from './sums.ts';
import type { TransposedGeometry } from './transposed-subject.ts';
import type { Standing } from './walk.ts';

export function explanation(geometry: TransposedGeometry): string[] {
  return [strideSentence(geometry), paddingSentence(geometry), outputPaddingSentence(geometry)].filter(
    (sentence) => sentence !== '',
  );
}

/** The first of it in a line, for a wall. */
export function briefly({ rows, columns }: TransposedGeometry): string {
  const [down, across] = [rows.stride, columns.stride];
  const stride = `Stride ${both(down, across)}`;
  if (down !== across) {
    const apart = `${counted(down, 'row')} and ${counted(across, 'column')} apart`;
    return `${stride}: stamps ${apart}; a window over the input with ${zerosBetween(down, across)}.`;
  }
  if (down === 1) return `${stride}: stamps one cell apart; a window over the input in a ring of zeros.`;
  const between = `${counted(down - 1, 'zero')} between neighbours`;
  return `${stride}: stamps ${down} cells apart; a window over the input with ${between}.`;
}

function zerosBetween(down: number, across: number): string {
  const said = [[down, 'rows'] as const, [across, 'columns'] as const];
  const parts = said
    .filter(([stride]) => stride > 1)
    .map(([stride, cells]) => `${counted(stride - 1, 'zero')} between ${cells}`);
  return parts.join(' and ');
}

function counted(count: number, one: string): string {
  return count === 1 ? `1 ${one}` : `${count} ${one}s`;
}

function strideSentence({ rows, columns }: TransposedGeometry): string {
  if (rows.stride === 1 && columns.stride === 1) {
    return (
      'With stride 1 neighbours stamp one cell apart, and no zero is put between them: seen from the output it is an ' +
      'ordinary convolution with the kernel turned by 180°.'
    );
  }
  if (rows.stride !== columns.stride) {
    return (
      `With stride ${both(rows.stride, columns.stride)} neighbours stamp ${counted(rows.stride, 'row')} and ` +
      `${counted(columns.stride, 'column')} apart. Seen from the output, the window moves one output cell at a time ` +
      `over the input with ${zerosBetween(rows.stride, columns.stride)}: hence “fractionally strided”.`
    );
  }
  const s = rows.stride;
  const zeros = counted(s - 1, 'zero');
  return (
    `With stride ${s} each input cell stamps ${s} cells further than its neighbour. ` +
    `Seen from the output, the window moves one output cell at a time, which is 1/${s} of an input cell: hence ` +
    `“fractionally strided”. With ${zeros} between neighbours it is an ordinary convolution with stride 1.`
  );
}

function paddingSentence({ rows, columns }: TransposedGeometry): string {
  const cuts = [rows.before, columns.after, rows.after, columns.before];
  const [top = 0, right = 0, bottom = 0, left = 0] = cuts;
  if (cuts.every((cut) => cut === 0)) {
    return `Padding 0 cuts nothing; the ring is k − 1 = ${ringText(rows, columns)} wide, so that the window meets the first value with its last weight.`;
  }
  const isOne = cuts.every((cut) => cut === top);
  const amount = isOne ? `${top}` : `${top} above, ${right} right, ${bottom} below, ${left} left`;
  const p = isOne ? `${top}` : 'p';
  const ring = isOne && isSquare(rows, columns) ? ` = ${Math.max(0, rows.extent - 1 - top)}` : '';
  const more =
    rows.extent - 1 < Math.max(rows.before, rows.after) || columns.extent - 1 < Math.max(columns.before, columns.after)
      ? ' Here it is more than k − 1: it even cuts values off.'
      : '';
  return (
    `Padding ${amount} cuts: it was added before the convolution that is turned round here, so now it is taken off ` +
    `the output, and the ring is only k − 1 − ${p}${ring} wide.${more}`
  );
}

function outputPaddingSentence({ rows, columns }: TransposedGeometry): string {
  const [down, across] = [rows.outputPadding, columns.outputPadding];
  if (down === 0 && across === 0) return '';
  const isKept = down <= rows.after && across <= columns.after;
  const what = isKept ? 'keeps that much more at the end (it is cut less there)' : 'adds cells at the end';
  return (
    `Output padding ${both(down, across)} ${what}: a stride rounds several sizes to one, ` +
    'and this says which of them to come back to.'
  );
}

function isSquare(rows: TransposedWindow, columns: TransposedWindow): boolean {
  return rows.extent === columns.extent;
}

function ringText(rows: TransposedWindow, columns: TransposedWindow): string {
  return both(rows.extent - 1, columns.extent - 1);
}

function both(rows: number, columns: number): string {
  return rows === columns ? `${rows}` : `${rows} (rows) and ${columns} (columns)`;
}

/** For the live region: what reaches the cell, what it makes, and that both ways agree. */
export function spokenWays({ place }: Standing, sums: Sums): string {
  const terms = sums.factors.length > 16 ? [`${sums.factors.length} products`] : sums.factors;
  const channels = sums.channels > 1 ? ` of this channel; all ${sums.channels} channels together` : '';
  const stamps = `${sums.factors.length} ${sums.factors.length === 1 ? 'stamp' : 'stamps'}`;
  const sentence =
    `Row ${place.row + 1}, column ${place.column + 1}: ${stamps}${sums.factors.length > 0 ? `, ${terms.join(', plus ')}` : ''}` +
    `${channels}; scattered ${sums.scattered}, gathered ${sums.gathered}, output ${sums.value}.`;
  return sentence.replaceAll('\u2212', 'minus ').replaceAll('×', 'times').replaceAll('≈', 'about');
}
