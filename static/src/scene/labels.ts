/** What the pictures are called: always "input" and "output", each with the sign of its cursor. */
import { boxOf } from './box.ts';
import { labelHeight, type StageLayout } from './layout.ts';
import type { Box, Mark } from './mark.ts';
import type { Place, Subject } from './subject.ts';
import { WORD_ADVANCE, widthOf } from './text.ts';

type Side = 'input' | 'output';

/** The name with its sign, and the size of the picture. */
export function labelMarks(layout: StageLayout, side: Side, subject: Subject): Mark[] {
  const { words, strong } = layout.measures;
  const size = sizeOf(subject, side);
  const before = words * (side === 'input' ? 4.1 : 4.9);
  const place = labelPlace(layout, side);
  // A picture of one cell may stand at the edge: what it is called begins before it, and is whole.
  const [x, y] = [Math.min(place.x, layout.width - before - widthOf(size, words)), place.y];
  const sign = boxOf(x + strong / 2, y - words * 0.32, words * 0.64, words * 0.64);
  const role = side === 'input' ? 'stencil' : 'output';
  return [
    {
      kind: 'rect',
      box: sign,
      stroke: { colour: role, width: strong * 0.8 },
      ...(side === 'output' && { fill: role }),
    },
    { kind: 'text', text: side, x: x + words * 1.15, y, size: words, colour: 'ink', face: 'words', align: 'start' },
    {
      kind: 'text',
      text: size,
      x: x + before,
      y,
      size: words,
      colour: 'muted',
      face: 'numeral',
      align: 'start',
    },
  ];
}

/** Which cell it is, counted from 1, where there is room over the output. */
export function placeMarks(layout: StageLayout, subject: Subject, { filter, row, column }: Place): Mark[] {
  const { words } = layout.measures;
  const { box } = layout.output;
  const { y } = labelPlace(layout, 'output');
  const channel =
    subject.output.planes.length > 1 && subject.operation === 'convolution' && subject.groups === 1
      ? `channel ${filter + 1}, `
      : '';
  const room = box.width - words * 5.6 - widthOf(sizeOf(subject, 'output'), words);
  const texts = [`${channel}row ${row + 1}, column ${column + 1}`, `${row + 1}, ${column + 1}`];
  const text = texts.find((one) => one.length * WORD_ADVANCE * words <= room);
  if (text === undefined) return [];
  return [{ kind: 'text', text, x: box.x + box.width, y, size: words, colour: 'muted', face: 'words', align: 'end' }];
}

function sizeOf(subject: Subject, side: Side): string {
  const { height, width, planes } = subject[side];
  const drawn = side === 'input' && subject.operation === 'convolution' ? subject.drawn : undefined;
  const isPart = drawn !== undefined && drawn.length < planes.length;
  return `${height} × ${width}${isPart ? `, ${drawn.length} of ${planes.length} channels` : ''}`;
}

/** Over its picture; both on one line where the pictures begin at almost the same height. */
function labelPlace(layout: StageLayout, side: Side): { x: number; y: number } {
  const input = around(layout.inputs.map(({ panel }) => panel.box));
  const { box: output } = layout.output;
  const box = side === 'input' ? input : output;
  const isNear = Math.abs(input.y - output.y) < 3 * layout.measures.words;
  const top = isNear ? Math.min(input.y, output.y) : box.y;
  return { x: box.x, y: top - labelHeight(layout.measures) / 2 };
}

function around(boxes: readonly Box[]): Box {
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  const right = Math.max(...boxes.map((box) => box.x + box.width));
  const bottom = Math.max(...boxes.map((box) => box.y + box.height));
  return boxOf(x, y, right - x, bottom - y);
}
