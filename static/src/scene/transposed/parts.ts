/** What the grids of both ways are drawn with. */
import type { Box, Colour, Mark, TextMark } from '../mark.ts';
import { boxOfCells, type Panel } from '../panel.ts';

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
export function around({ rows, columns, sides, ...panel }: Panel): Box[] {
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
