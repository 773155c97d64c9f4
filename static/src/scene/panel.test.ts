import { expect, test } from 'vitest';
import { boxOf, centreOf, contains } from './box.ts';
import { boxOfCell, cellAt, visibleCells, wholePanel, zoomedPanel } from './panel.ts';

const ROOM = boxOf(20, 10, 300, 240);
const SIDES = [1, 2, 0, 3] as const;
const shape = (rows: number, columns: number) => ({ room: ROOM, rows, columns, sides: SIDES });
const PANELS = {
  'a small grid': wholePanel(shape(3, 3)),
  'a photograph': wholePanel(shape(2048, 1536)),
  'a corner': zoomedPanel(shape(64, 64), 0, 0, 33),
  'the middle': zoomedPanel(shape(2048, 2048), 1000.4, 77.7, 29.3),
};

test.each(Object.entries(PANELS))('Of %s every cell in sight is hit where it is drawn', (_, panel) => {
  const { top, left, bottom, right } = visibleCells(panel);
  const step = Math.ceil((bottom - top) / 40);
  for (let row = top; row < bottom; row += step) {
    for (let column = left; column < right; column += step) {
      const [x, y] = centreOf(boxOfCell(panel, row, column));
      if (contains(panel.box, x, y)) expect(cellAt(panel, x, y)).toEqual({ row, column });
    }
  }
});

test('A whole picture lies in its room with all of its padding', () => {
  const panel = wholePanel(shape(5, 5));
  const first = boxOfCell(panel, -1, -3);
  const last = boxOfCell(panel, 4, 6);
  expect([first.x, first.y]).toEqual([panel.box.x, panel.box.y]);
  expect([last.x + last.width, last.y + last.height]).toEqual([
    panel.box.x + panel.box.width,
    panel.box.y + panel.box.height,
  ]);
});

test('The padding is no cell of the picture', () => {
  const panel = wholePanel(shape(5, 5));
  expect(cellAt(panel, ...centreOf(boxOfCell(panel, -1, 0)))).toBeUndefined();
});

test('A zoomed picture leaves no empty room at its edge', () => {
  const panel = zoomedPanel({ ...shape(64, 64), sides: [0, 0, 0, 0] }, 64, 64, 30);
  const corner = boxOfCell(panel, 63, 63);
  expect(corner.x + corner.width).toBeCloseTo(ROOM.x + ROOM.width);
  expect(corner.y + corner.height).toBeCloseTo(ROOM.y + ROOM.height);
});
