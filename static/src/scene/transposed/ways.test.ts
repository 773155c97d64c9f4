import { expect, test } from 'vitest';
import { CASES, subjectOf } from '../../../tests/transposed-cases.ts';
import { makeGeometry } from '../../core/geometry.ts';
import { type Box, flattened, type Mark, textsOf } from '../mark.ts';
import { boxOfCell } from '../panel.ts';
import { gridOf } from '../volume.ts';
import { waysHit } from './hit.ts';
import { type WaysLayout, waysLayout } from './layout.ts';
import { overlapCounts } from './overlap.ts';
import { countMarks, overlapLayout } from './overlap-marks.ts';
import { asTransposed, type TransposedSubject } from './transposed-subject.ts';
import type { Walk } from './walk.ts';
import { movingWays, stillWays } from './ways.ts';

const PAGE = { width: 1120, form: 'page' } as const;
const WALL = { width: 1850, height: 790, form: 'projector' } as const;
const settled = { subStep: 'write', progress: 1 } as const;

/** A square input of one digit, a square kernel of ones. */
function square(n: number, k: number, stride: number, padding: number, more = 0): TransposedSubject {
  const geometry = makeGeometry({
    kernel: [k, k],
    stride: [stride, stride],
    padding: [padding, padding, padding, padding],
    outputPadding: [more, more],
    transposed: true,
  });
  const rows = (side: number, value: number) => Array.from({ length: side }, () => Array<number>(side).fill(value));
  const side = geometry.rows.outputLength(n);
  const given = subjectOf(CASES[0] ?? expect.fail());
  const kernel = [[rows(k, 1).map((row) => row.map(() => ({ text: '1', value: 1 })))]];
  const subject = { ...given, geometry, kernel, groups: 1, flip: false };
  return asTransposed({ ...subject, input: gridOf(rows(n, 3)), output: gridOf(rows(side, 12)) }) ?? expect.fail();
}

function boxesOf({ input, output, stuffed, kernel, turned, scatterLedger, gatherLedger, result }: WaysLayout): Box[] {
  return [...[input, output, stuffed, kernel, turned].map(({ box }) => box), scatterLedger, gatherLedger, result];
}

function meet(one: Box, other: Box): boolean {
  const along = (from: number, size: number, to: number, length: number): boolean =>
    from < to + length - 0.5 && to < from + size - 0.5;
  return along(one.x, one.width, other.x, other.width) && along(one.y, one.height, other.y, other.height);
}

test('Nothing lies over anything else or outside of the room: on a page, a wall and a phone', () => {
  const subjects = [...CASES.map(subjectOf), square(8, 3, 2, 1, 1), square(16, 1, 1, 0), square(4, 5, 4, 2, 3)];
  for (const subject of subjects) {
    for (const room of [PAGE, WALL, { width: 358, form: 'page' } as const]) {
      const layout = waysLayout(subject, room);
      const boxes = boxesOf(layout);
      for (const [index, box] of boxes.entries()) {
        expect(box.x >= 0 && box.x + box.width <= room.width + 0.5, `${room.width}: box ${index} in width`).toBe(true);
        expect(box.y >= 0 && box.y + box.height <= layout.height + 0.5, `${room.width}: box ${index} in height`).toBe(
          true,
        );
        const others = boxes.slice(index + 1).map((other, at) => (meet(box, other) ? index + 1 + at : -1));
        expect(
          others.filter((at) => at >= 0),
          `${room.width}: over box ${index}`,
        ).toEqual([]);
      }
    }
  }
});

test('On a wall a 16 × 16 output has its numbers, 28 px high', () => {
  const subject = square(8, 3, 2, 1, 1);
  expect(subject.output.height).toBe(16);
  const layout = waysLayout(subject, { width: 1850, height: 860, form: 'projector' });
  const marks = stillWays(subject, layout, 0, 0, 'outputs');
  const twelves = [...flattened(marks)].filter((mark) => mark.kind === 'text' && mark.text === '12');
  expect(twelves).toHaveLength(256);
  expect(Math.min(...twelves.map((mark) => (mark.kind === 'text' ? mark.size : 0)))).toBeGreaterThanOrEqual(28);
});

test('Input, output and stuffed input are labelled with their sizes', () => {
  const subject = square(3, 3, 2, 1, 1);
  const texts = textsOf(stillWays(subject, waysLayout(subject, PAGE), 0, 0, 'outputs'));
  for (const text of ['input', '3 × 3', 'output', '6 × 6', 'input, zeros put in', '8 × 8', 'kernel']) {
    expect(texts).toContain(text);
  }
});

test('A point means the cell that is drawn there', () => {
  const subject = square(3, 3, 2, 1);
  const layout = waysLayout(subject, PAGE);
  const at = ({ x, y, width, height }: Box) => waysHit(subject, layout, 0, x + width / 2, y + height / 2);
  expect(at(boxOfCell(layout.input, 2, 1))).toEqual({ kind: 'input', source: { channel: 0, row: 2, column: 1 } });
  expect(at(boxOfCell(layout.output, 4, 0))).toEqual({ kind: 'output', row: 4, column: 0 });
  expect(at(boxOfCell(layout.stuffed, 2, 3))).toEqual({ kind: 'output', row: 2, column: 3 });
  expect(at(boxOfCell(layout.stuffed, -1, -1))).toEqual({ kind: 'output', row: 0, column: 0 });
  expect(waysHit(subject, layout, 0, 1, layout.height - 1)).toBeNull();
});

test('Both walks tell the same sum on both sides, and the number between them', () => {
  const subject = square(3, 3, 2, 0);
  const layout = waysLayout(subject, PAGE);
  const told = (walk: Walk) =>
    textsOf(movingWays(subject, layout, { walk, channel: 0 })).filter((text) => text.includes('='));
  const position = 2 * 7 + 2;
  expect(told({ over: 'outputs', moment: { position, ...settled } })).toEqual(Array(2).fill('3 + 3 + 3 + 3 = 12'));
  expect(told({ over: 'inputs', moment: { position: 1, ...settled }, position })).toEqual(Array(2).fill('3 + 3 = 6 …'));
});

test('Before the first stamp no cell of the output has a number; a hovered input shows its whole stamp', () => {
  const subject = square(3, 3, 2, 0);
  const layout = waysLayout(subject, PAGE);
  const walk: Walk = { over: 'inputs', moment: { position: 0, subStep: 'place', progress: 0 }, position: 0 };
  const tiles = (marks: readonly Mark[]): number =>
    [...flattened(marks)].filter((mark) => mark.kind === 'tile' && mark.text === '3' && mark.frame).length;
  expect(tiles(movingWays(subject, layout, { walk, channel: 0 }))).toBe(0);
  const pointed = { channel: 0, row: 1, column: 1 };
  expect(tiles(movingWays(subject, layout, { walk, channel: 0, pointed }))).toBe(9);
});

test('The heat map has every count, in sight and as a number', () => {
  const subject = square(3, 3, 2, 0);
  const counts = overlapCounts(subject.geometry, 3, 3);
  const layout = overlapLayout(counts, PAGE, 420);
  const texts = textsOf(countMarks(counts, layout.panel, PAGE));
  expect(['1', '2', '4'].map((count) => texts.filter((text) => text === count).length)).toEqual([25, 20, 4]);
  expect(layout.height).toBeLessThanOrEqual(424);
});
