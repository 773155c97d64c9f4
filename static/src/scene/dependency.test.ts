import { expect, test } from 'vitest';
import { boxOf, centreOf, contains } from './box.ts';
import { dependencyMarks } from './dependency.ts';
import { convolutionOf, noise, SOBEL } from './examples.ts';
import { layoutOf } from './layout.ts';
import { flattened, type LatticeMark } from './mark.ts';
import { boxOfCell, type Panel } from './panel.ts';
import { outputsOf, tapsOf } from './subject.ts';

const subject = convolutionOf({
  input: noise(11, 9),
  kernel: [[SOBEL]],
  geometry: { stride: [2, 1], padding: [1, 1, 1, 1], dilation: [1, 2] },
});
const layout = layoutOf(subject, { width: 1100, form: 'page' });
const latticeOf = (...pointed: [number, number, 'input' | 'weight']): LatticeMark | undefined => {
  const [row, column, kind] = pointed;
  const marks = dependencyMarks(subject, layout, { kind, channel: 0, row, column });
  return [...flattened(marks)].find((mark) => mark.kind === 'lattice');
};
const cellsOf = ({ first, pitch, rows, columns }: LatticeMark, panel: Panel): string[] => {
  const found: string[] = [];
  for (let row = 0; row < panel.rows; row++) {
    for (let column = 0; column < panel.columns; column++) {
      const [x, y] = centreOf(boxOfCell(panel, row, column));
      const isMarked = Array.from({ length: rows * columns }, (_, at) =>
        boxOf(
          first.x + (at % columns) * pitch[0],
          first.y + Math.floor(at / columns) * pitch[1],
          first.width,
          first.height,
        ),
      ).some((box) => contains(box, x, y));
      if (isMarked) found.push(`${row},${column}`);
    }
  }
  return found;
};

test('Pointing at an input marks the outputs whose windows tap it, and no other', () => {
  const lattice = latticeOf(3, 4, 'input') as LatticeMark;
  const { rows, columns } = outputsOf(subject, 3, 4);
  const expected = rows.flatMap((row) => columns.map((column) => `${row},${column}`)).sort();
  expect(cellsOf(lattice, layout.output).sort()).toEqual(expected);
});

test('Pointing at a weight marks the inputs that it meets, one for each output', () => {
  const lattice = latticeOf(1, 2, 'weight') as LatticeMark;
  const { output, input } = subject;
  const met = Array.from({ length: output.height * output.width }, (_, at) => {
    const { rows, columns } = tapsOf(subject, {
      filter: 0,
      row: Math.floor(at / output.width),
      column: at % output.width,
    });
    return [rows.inputs[1] as number, columns.inputs[2] as number] as const;
  }).filter(([row, column]) => row >= 0 && row < input.height && column >= 0 && column < input.width);
  expect(cellsOf(lattice, layout.inputs[0].panel).sort()).toEqual(
    met.map(([row, column]) => `${row},${column}`).sort(),
  );
});

test('Of a weight\u2019s inputs only those in sight are drawn, and where they are', () => {
  const picture = convolutionOf({ input: noise(200, 200), kernel: [[SOBEL]], geometry: { stride: [3, 3] } });
  const zoomed = layoutOf(picture, { width: 1100, form: 'page', viewport: { row: 100, column: 100, across: 12 } });
  const [lattice] = [...flattened(dependencyMarks(picture, zoomed, { kind: 'weight', channel: 0, row: 1, column: 1 }))];
  if (lattice?.kind !== 'lattice') throw new Error('A lattice was expected.');
  expect(lattice.rows).toBeLessThan(6);
  const { panel } = zoomed.inputs[0];
  expect(((lattice.first.x - panel.x) / panel.cell) % 3).toBeCloseTo(1);
  expect(lattice.first.x + lattice.first.width).toBeGreaterThan(panel.box.x);
});

test('Transposed, a weight meets every input, and lands where the engine adds it', () => {
  const up = convolutionOf({
    input: noise(3, 4),
    kernel: [[SOBEL]],
    geometry: { stride: [2, 2], padding: [1, 1, 1, 1], transposed: true },
  });
  const placed = layoutOf(up, { width: 1100, form: 'page' });
  const marks = dependencyMarks(up, placed, { kind: 'weight', channel: 0, row: 2, column: 0 });
  const [met, landed] = [...flattened(marks)].filter((mark) => mark.kind === 'lattice');
  if (!met || !landed) throw new Error('Two lattices were expected.');
  const taking = (length: number, weight: number, window: typeof up.geometry.rows, n: number): number[] =>
    Array.from({ length }, (_, i) => i).filter(
      (i) => 'contributions' in window && window.contributions(i, n).some(([, k]) => k === weight),
    );
  const rows = taking(up.output.height, 2, up.geometry.rows, 3);
  const columns = taking(up.output.width, 0, up.geometry.columns, 4);
  expect(cellsOf(landed, placed.output)).toEqual(rows.flatMap((row) => columns.map((column) => `${row},${column}`)));
  // The first column of weights falls off on the left: the first column of inputs does not count.
  expect(cellsOf(met, placed.inputs[0].panel)).toEqual(['0,1', '0,2', '0,3', '1,1', '1,2', '1,3']);
});

test('In a grouped convolution a filter tells only of its own channels', () => {
  const grouped = convolutionOf({ input: noise(5, 5, 2), kernel: [[SOBEL], [SOBEL]], geometry: {}, groups: 2 });
  const placed = layoutOf(grouped, { width: 1100, form: 'page' });
  const told = (kind: 'input' | 'weight', channel: number, filter: number): number =>
    [...flattened(dependencyMarks(grouped, placed, { kind, channel, row: 1, column: 1 }, null, filter))].length;
  expect([told('input', 0, 0) > 0, told('input', 1, 0), told('input', 0, 1), told('input', 1, 1) > 0]).toEqual([
    true,
    0,
    0,
    true,
  ]);
  const [lattice] = [
    ...flattened(dependencyMarks(grouped, placed, { kind: 'weight', channel: 0, row: 0, column: 0 }, null, 1)),
  ];
  expect(lattice?.kind === 'lattice' && lattice.first.x).toBe(placed.inputs[1]?.panel.x);
});
