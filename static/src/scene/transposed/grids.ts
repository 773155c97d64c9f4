/** The grids of both ways as they are without a moment: their cells, their labels, what padding cuts and adds. */
import { ValueScale } from '../../core/colour.ts';
import { boxOf, overlap } from '../box.ts';
import type { Box, Colour, Mark, TextMark } from '../mark.ts';
import type { Measures } from '../measures.ts';
import { boxOfCell, boxOfCells, type Panel } from '../panel.ts';
import { type Picture, pictureMarks } from '../picture.ts';
import { fittingSize, WORD_ADVANCE, widthOf } from '../text.ts';
import { perUnit, writtenShort, writtenWeight } from '../units.ts';
import { planeOf, valueAt, volumeOf } from '../volume.ts';
import { kindAt, stridesOf, stuffedOf } from './gather.ts';
import { headHeight, type WaysLayout } from './layout.ts';
import type { Written } from './scatter.ts';
import { inputChannel, stampWeight, type TransposedSubject, windowWeight } from './transposed-subject.ts';

/** Input, kernels and stuffed input of one filter's channel, with the labels of all. */
export function gridMarks(subject: TransposedSubject, layout: WaysLayout, filter: number, channel: number): Mark[] {
  const plane = inputChannel(subject, filter, channel);
  const input: Picture = { volume: subject.input, channels: [plane], scale: subject.inputScale, units: subject.units };
  return [
    ...pictureMarks(layout.input, input, layout.measures),
    ...stuffedMarks(subject, layout, plane),
    ...kernelMarks(subject, layout.kernel, layout.measures, (row, column) =>
      stampWeight(subject, filter, channel, row, column),
    ),
    ...kernelMarks(subject, layout.turned, layout.measures, (row, column) =>
      windowWeight(subject, filter, channel, row, column),
    ),
    ...labelMarks(subject, layout),
    ...arrowMarks(layout),
  ];
}

/** The output with the cells that padding cuts away, faint around it. `values` are in the units of the input. */
export function outputMarks(
  subject: TransposedSubject,
  layout: WaysLayout,
  values: Written,
  beneath: readonly Mark[] = [],
): Mark[] {
  const { output, measures } = layout;
  const { top, left, bottom, right, sums } = values;
  const box = boxOfCells(output, values);
  const room: Panel = {
    ...output,
    box,
    x: box.x,
    y: box.y,
    rows: bottom - top,
    columns: right - left,
    sides: [0, 0, 0, 0],
  };
  const volume = volumeOf([Float32Array.from(sums)], bottom - top, right - left);
  const picture: Picture = { volume, channels: [0], scale: subject.outputScale, units: subject.units };
  return [
    ...pictureMarks(room, picture, measures),
    ...beneath,
    ...cutMarks(output, measures),
    ...addedMarks(subject, output, measures),
    frame(wholeOf(output), 'output', measures.strong / 2),
  ];
}

/** The server's numbers where they are, and ours on what is cut away. */
export function finishedValues(subject: TransposedSubject, filter: number, written: Written): Written {
  const scale = perUnit(subject.units);
  const across = written.right - written.left;
  const { height, width } = subject.output;
  const plane = planeOf(subject.output, filter);
  const sums = written.sums.map((sum, index) => {
    const [row, column] = [Math.floor(index / across) + written.top, (index % across) + written.left];
    const isInside = row >= 0 && column >= 0 && row < height && column < width;
    return isInside ? (plane[row * width + column] as number) : sum / scale;
  });
  return { ...written, sums };
}

/** Cells on which no stamp lies yet. */
export function emptyMarks({ output }: WaysLayout, { counts, top, left, right }: Written): Mark[] {
  const across = right - left;
  return Array.from(counts.keys())
    .filter((index) => counts[index] === 0)
    .map((index): Mark => {
      const box = boxOfCell(output, Math.floor(index / across) + top, (index % across) + left);
      return { kind: 'rect', box, fill: 'paper', stroke: { colour: 'rule', width: 1 } };
    });
}

/** Sums in the units that are read, in those of the input. */
export function rawValues(subject: TransposedSubject, written: Written): Written {
  const scale = perUnit(subject.units);
  return { ...written, sums: written.sums.map((sum) => sum / scale) };
}

export function text(
  words: string,
  x: number,
  y: number,
  size: number,
  options: Partial<Pick<TextMark, 'colour' | 'face' | 'align' | 'bold' | 'opacity'>> = {},
): TextMark {
  return { kind: 'text', text: words, x, y, size, colour: 'ink', face: 'words', align: 'start', ...options };
}

export function frame(box: Box, colour: Colour, width: number, dash?: readonly number[]): Mark {
  return { kind: 'rect', box, stroke: { colour, width, ...(dash && { dash }) } };
}

/** The grid without what lies around it. */
export function wholeOf(panel: Panel): Box {
  return boxOfCells(panel, { top: 0, left: 0, bottom: panel.rows, right: panel.columns });
}

/** The four strips around a grid. */
function around({ rows, columns, sides, ...panel }: Panel): Box[] {
  const [top, right, bottom, left] = sides;
  const strips = [
    { top: -top, left: -left, bottom: 0, right: columns + right },
    { top: 0, left: -left, bottom: rows, right: 0 },
    { top: 0, left: columns, bottom: rows, right: columns + right },
    { top: rows, left: -left, bottom: rows + bottom, right: columns + right },
  ];
  return strips
    .filter((strip) => strip.bottom > strip.top && strip.right > strip.left)
    .map((strip) => boxOfCells({ ...panel, rows, columns, sides }, strip));
}

function cutMarks(panel: Panel, { line, gap }: Measures): Mark[] {
  const strips = around(panel);
  const stroke = { colour: 'edge', width: line } as const;
  return [
    ...strips.map((box): Mark => ({ kind: 'rect', box, fill: 'paper', opacity: 0.72 })),
    ...strips.map((box): Mark => ({ kind: 'hatch', box, gap: Math.max(4, gap * 0.75), stroke, opacity: 0.5 })),
  ];
}

/** Output padding: rows and columns at the end that are kept, or that no stamp reaches. */
function addedMarks({ geometry }: TransposedSubject, panel: Panel, { line }: Measures): Mark[] {
  const marks: Mark[] = [];
  const dashed = (points: number[]): void => {
    marks.push({ kind: 'path', points, stroke: { colour: 'output', width: 2 * line, dash: [5 * line, 4 * line] } });
  };
  const { x, y, width, height } = wholeOf(panel);
  const [down, across] = [geometry.rows.outputPadding, geometry.columns.outputPadding];
  if (down > 0) dashed([x, y + height - down * panel.cell, x + width, y + height - down * panel.cell]);
  if (across > 0) dashed([x + width - across * panel.cell, y, x + width - across * panel.cell, y + height]);
  return marks;
}

/** Values as tiles, the zeros between them pale and dashed, the ring hatched. */
function stuffedMarks(subject: TransposedSubject, { stuffed: panel, measures }: WaysLayout, plane: number): Mark[] {
  const { input, inputScale, units, geometry } = subject;
  const stuffed = stuffedOf(geometry, input.height, input.width);
  const strides = stridesOf(geometry);
  const { cell } = panel;
  const { line, gap, leastNumeral } = measures;
  const size = Math.max(leastNumeral, cell * 0.42);
  const isNumbered = cell >= measures.numberedCell;
  const cells: Mark[] = [];
  const [top, right, bottom, left] = panel.sides;
  for (let row = -top; row < panel.rows + bottom; row++) {
    for (let column = -left; column < panel.columns + right; column++) {
      const box = boxOfCell(panel, row, column);
      if (kindAt(stuffed, strides, row, column) !== 'value') {
        cells.push(...zeroMarks(box, isNumbered ? Math.max(leastNumeral, size * 0.7) : 0));
        continue;
      }
      const raw = valueAt(input, plane, row / strides.stride[0], column / strides.stride[1]);
      const written = writtenShort(raw, units);
      const fitting = fittingSize([written], cell * 0.9, size, leastNumeral);
      const shown = isNumbered && fitting !== undefined ? written : '';
      const edge = { colour: 'ink', width: line } as const;
      cells.push({
        kind: 'tile',
        box,
        colour: inputScale.colourOf(raw),
        text: shown,
        size: fitting ?? size,
        frame: edge,
      });
    }
  }
  const stroke = { colour: 'edge', width: line } as const;
  const hatches = around(panel).map(
    (box): Mark => ({
      kind: 'hatch',
      box,
      gap: Math.max(4, Math.min(gap * 0.75, cell / 2)),
      stroke,
      opacity: 0.6,
    }),
  );
  const grid: Mark = {
    kind: 'grid',
    box: panel.box,
    columns: panel.columns + left + right,
    rows: panel.rows + top + bottom,
    stroke: { ...stroke, dash: [3 * line, 3 * line] },
    opacity: 0.45,
  };
  return [
    ...hatches,
    ...(cell >= 6 ? [grid] : []),
    ...cells,
    frame(wholeOf(panel), 'stencil', line, [4 * line, 3 * line]),
    ...ringAdded(subject, panel, measures),
    ...cutOff(panel, stuffed.ring),
    frame(panel.box, 'rule', line),
  ];
}

function zeroMarks(box: Box, size: number): Mark[] {
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  if (size > 0) return [text('0', x, y, size, { colour: 'muted', face: 'numeral', align: 'middle' })];
  return box.width >= 8 ? [{ kind: 'rect', box: boxOf(x - 1, y - 1, 2, 2), fill: 'muted' }] : [];
}

/** The rows and columns of the ring that output padding has added. */
function ringAdded({ geometry }: TransposedSubject, { box, cell }: Panel, { line }: Measures): Mark[] {
  const stroke = { colour: 'output', width: 2 * line, dash: [5 * line, 4 * line] } as const;
  const [down, across] = [geometry.rows.outputPadding * cell, geometry.columns.outputPadding * cell];
  const { x, y, width, height } = box;
  const [bottom, right] = [y + height - down, x + width - across];
  return [
    ...(down > 0 ? [{ kind: 'path', points: [x, bottom, x + width, bottom], stroke } as const] : []),
    ...(across > 0 ? [{ kind: 'path', points: [right, y, right, y + height], stroke } as const] : []),
  ];
}

/** Values that no window meets, where padding is more than the kernel's reach. */
function cutOff(panel: Panel, [top, right, bottom, left]: readonly number[]): Mark[] {
  const { rows, columns } = panel;
  const less = (cells = 0): number => Math.max(0, -cells);
  const strips = [
    { top: 0, left: 0, bottom: less(top), right: columns },
    { top: rows - less(bottom), left: 0, bottom: rows, right: columns },
    { top: 0, left: 0, bottom: rows, right: less(left) },
    { top: 0, left: columns - less(right), bottom: rows, right: columns },
  ];
  return strips
    .map((strip) => overlap(boxOfCells(panel, strip), panel.box))
    .filter(({ width, height }) => width > 0 && height > 0)
    .map((box): Mark => ({ kind: 'rect', box, fill: 'paper', opacity: 0.72 }));
}

function kernelMarks(
  { kernel }: TransposedSubject,
  panel: Panel,
  { line, leastNumeral }: Measures,
  weightAt: (row: number, column: number) => { text: string; value: number },
): Mark[] {
  const reach = Math.max(...kernel.flat(3).map(({ value }) => Math.abs(value))) || 1;
  const scale = new ValueScale('signed', -reach, reach);
  const cells = Array.from({ length: panel.rows * panel.columns }, (_, index) => {
    const [row, column] = [Math.floor(index / panel.columns), index % panel.columns];
    return { box: boxOfCell(panel, row, column), weight: weightAt(row, column) };
  });
  const texts = cells.map(({ weight }) => writtenWeight(weight));
  const size = fittingSize(texts, panel.cell * 0.9, Math.max(leastNumeral, panel.cell * 0.42), leastNumeral);
  const isNumbered = size !== undefined && panel.cell >= leastNumeral * 1.1;
  return [
    ...cells.map(({ box, weight }, index): Mark => {
      const shown = isNumbered ? (texts[index] ?? '') : '';
      return { kind: 'tile', box, colour: scale.colourOf(weight.value), text: shown, size: size ?? leastNumeral };
    }),
    { kind: 'grid', box: panel.box, rows: panel.rows, columns: panel.columns, stroke: { colour: 'edge', width: line } },
  ];
}

function labelMarks(subject: TransposedSubject, layout: WaysLayout): Mark[] {
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
function arrowMarks({ input, kernel, output, stuffed, measures }: WaysLayout): Mark[] {
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
