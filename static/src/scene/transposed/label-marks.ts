/** The names of the grids with their sizes, and the arrows that say which way each leads. */
import { boxOf } from '../box.ts';
import type { Mark } from '../mark.ts';
import type { Measures } from '../measures.ts';
import type { Panel } from '../panel.ts';
import { WORD_ADVANCE, widthOf } from '../text.ts';
import { headHeight, type WaysLayout } from './layout.ts';
import { text } from './parts.ts';
import type { TransposedSubject } from './transposed-subject.ts';

export function labelMarks(subject: TransposedSubject, layout: WaysLayout): Mark[] {
  const { input, output, stuffed, kernel, turned } = layout;
  const { geometry } = subject;
  const [top, right, bottom, left] = stuffed.sides;
  const down = stuffed.rows + top + bottom;
  const across = stuffed.columns + left + right;
  const isStuffed = geometry.rows.stride > 1 || geometry.columns.stride > 1;
  const size = (rows: number, columns: number): string => `${rows} × ${columns}`;
  const names = isStuffed ? ['input, zeros put in', 'zeros put in'] : ['input in a ring of zeros', 'input in zeros'];
  return [
    ...label(layout, input, ['input'], size(input.rows, input.columns), 'stencil'),
    ...label(layout, output, ['output'], size(output.rows, output.columns), 'output'),
    ...label(layout, stuffed, names, size(down, across), 'stencil'),
    ...label(layout, kernel, [subject.flip ? 'kernel, turned' : 'kernel'], '', null),
    ...label(
      layout,
      turned,
      subject.flip ? ['kernel as written', 'as written'] : ['kernel, turned 180°', 'turned 180°', 'turned'],
      '',
      null,
    ),
  ];
}

/** Both ways lead to the output: from the left by stamps, from the right by the window. Where there is room to say so. */
export function arrowMarks({ input, kernel, output, stuffed, measures }: WaysLayout): Mark[] {
  const y = output.box.y + output.box.height / 2;
  const left = Math.max(input.box.x + input.box.width, kernel.box.x + kernel.box.width);
  return [
    ...arrow('stamps', left, output.box.x, y, measures),
    ...arrow('window', stuffed.box.x, output.box.x + output.box.width, y, measures),
  ];
}

function arrow(word: string, from: number, to: number, y: number, { words, strong }: Measures): Mark[] {
  const [way, size] = [Math.sign(to - from), words * 0.92];
  const room = Math.abs(to - from) - 2 * words;
  if (room < word.length * WORD_ADVANCE * size) return [];
  const [start, end, barb] = [from + way * words, to - way * words, words * 0.5];
  const stroke = { colour: 'muted', width: strong / 2 } as const;
  return [
    { kind: 'path', points: [start, y, end, y], stroke },
    { kind: 'path', points: [end - way * barb, y - barb, end, y, end - way * barb, y + barb], stroke },
    text(word, (start + end) / 2, y - words * 0.9, size, { colour: 'muted', align: 'middle' }),
  ];
}

/** Where the next panel on the right begins: a label may not run into its label. */
function nextOn(
  { input, output, stuffed, kernel, turned, scatterLedger, gatherLedger, width }: WaysLayout,
  panel: Panel,
) {
  const boxes = [...[input, output, stuffed, kernel, turned].map(({ box }) => box), scatterLedger, gatherLedger];
  const { x, y, height } = panel.box;
  const beside = boxes.filter((box) => box.x > x && box.y < y + height && box.y + box.height > y);
  return Math.min(width, ...beside.map((box) => box.x));
}

/** A name with its sign and its size over a panel: the longest that there is room for. */
function label(
  layout: WaysLayout,
  panel: Panel,
  names: readonly string[],
  size: string,
  role: 'stencil' | 'output' | null,
): Mark[] {
  const { words, strong } = layout.measures;
  const [x, y] = [panel.box.x, panel.box.y - headHeight(layout.measures) / 2];
  const inset = role ? words * 1.15 : 0;
  const widthAt = (name: string): number => inset + name.length * WORD_ADVANCE * words * 0.92;
  const limit = nextOn(layout, panel) - x;
  const name = names.find((one) => widthAt(one) + widthOf(size, words) + words <= limit) ?? names.at(-1) ?? '';
  const sign = boxOf(x + strong / 2, y - words * 0.32, words * 0.64, words * 0.64);
  const mark: Mark | null = role && {
    kind: 'rect',
    box: sign,
    stroke: { colour: role, width: strong * 0.8 },
    ...(role === 'output' && { fill: role }),
  };
  return [
    ...(mark ? [mark] : []),
    text(name, x + inset, y, words),
    ...(size ? [text(size, x + widthAt(name) + words * 0.5, y, words, { colour: 'muted', face: 'numeral' })] : []),
  ];
}
