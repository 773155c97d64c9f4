import { describe, expect, test } from 'vitest';
import { contrast } from '../core/colour.ts';
import { SUB_STEPS, Timeline } from '../core/timeline.ts';
import { convolutionOf, kernelOf, poolingOf, stage } from './examples.ts';
import { flattened, type Mark, textsOf } from './mark.ts';
import { boxOfCell } from './panel.ts';
import { layoutOf, type StageView } from './stage.ts';
import { positionsOf, type Subject } from './subject.ts';
import { gridOf } from './volume.ts';
import { CELL_STYLES, cellStyleOf, writingOf } from './writing.ts';

const PAGE: StageView = { width: 1100, form: 'page' };
const GRID = gridOf([
  [31, 32, 33],
  [34, 35, 36],
  [37, 38, 39],
]);
const LECTURE = convolutionOf({ input: GRID, kernel: [[kernelOf('41,0;43,44')]] });
const BIASED = convolutionOf({ input: GRID, kernel: [[kernelOf('41,42;43,44')]], bias: [51], activation: 'relu' });
const settled = (subject: Subject, position = 0) =>
  new Timeline({ positions: positionsOf(subject), columns: subject.output.width }).settled(position);
const read = (subject: Subject, view: StageView, position = 0): string[] => {
  const { still, moving } = stage(subject, view, settled(subject, position));
  return textsOf([...still, ...moving]);
};

test("The lecture's cells in its letters: a … i, w … z, their products and the output", () => {
  const texts = read(LECTURE, { ...PAGE, cells: 'abc' });
  for (const text of [...'abcdefghi', '× w', '× z', 'aw', 'bx', 'dy', 'ez', 'Y₀₀', 'Y₁₁'])
    expect(texts).toContain(text);
});

describe.each(['letters', 'abc', 'colours'] as const)('In %s', (cells) => {
  test.each([LECTURE, BIASED, poolingOf(GRID, 'max', [3, 3])])('no number of the calculation is told', (subject) => {
    const numbers = read(subject, { ...PAGE, cells }).filter((text) => /\d\d/.test(text));
    expect(numbers).toEqual([]);
  });

  test("no cell has a value's colour", () => {
    const { still } = stage(LECTURE, { ...PAGE, cells }, settled(LECTURE));
    expect([...flattened(still)].filter(({ kind }) => kind === 'image')).toEqual([]);
  });

  test('what is drawn is the same as long as the subject is', () => {
    expect(writingOf(LECTURE, cells)).toBe(writingOf(LECTURE, cells));
  });
});

test('Padding is written 0, a repeated cell by its name', () => {
  const options = { input: GRID, kernel: [[kernelOf('1,1,1;1,1,1;1,1,1')]], geometry: { padding: 'same' } } as const;
  const zeros = stage(convolutionOf(options), { ...PAGE, cells: 'letters' }, settled(LECTURE));
  expect(textsOf(zeros.still).filter((text) => text === '0')).toHaveLength(16);
  const replicate = stage(
    convolutionOf({ ...options, border: 'replicate' }),
    { ...PAGE, cells: 'letters' },
    settled(LECTURE),
  );
  expect(textsOf(replicate.still).filter((text) => text === 'x₀₀')).toHaveLength(4);
});

test('No room is kept for products that cannot be written', () => {
  const deep = convolutionOf({
    input: gridOf([[1, 2, 3]], [[4, 5, 6]]),
    kernel: [
      [kernelOf('1,2'), kernelOf('3,4')],
      [kernelOf('1,2'), kernelOf('3,4')],
    ],
  });
  for (const view of [PAGE, { width: 390, form: 'page' } as const]) {
    const texts = textsOf(stage(deep, { ...view, cells: 'letters' }, settled(deep)).moving);
    const isWritten = texts.some((text) => text.includes('x₀,₀ w₀,₀,₀'));
    expect(layoutOf(deep, { ...view, cells: 'letters' }).calculation.detail).toBe(isWritten ? 'full' : 'compact');
  }
  expect(layoutOf(LECTURE, { ...PAGE, cells: 'colours' }).calculation.detail).toBe('compact');
});

test('The ledger goes from the sum over the bias to the activation', () => {
  const texts = read(BIASED, { ...PAGE, cells: 'letters' });
  for (const text of ['Σ', '+ b', 'Σ + b', 'relu(Σ + b)', 'y₀₀']) expect(texts).toContain(text);
  const early = SUB_STEPS.map((subStep) =>
    textsOf(stage(BIASED, { ...PAGE, cells: 'letters' }, { position: 0, subStep, progress: 0.5 }).moving).includes('Σ'),
  );
  expect(early).toEqual([false, false, false, true, true]);
});

test('The cells under the window carry the colours of the weights that they meet, turned where the kernel is', () => {
  const fills = (subject: Subject, view: StageView) => {
    const { panel } = layoutOf(subject, view).inputs[0];
    const marks = [...flattened(stage(subject, view, settled(subject)).moving)];
    return [boxOfCell(panel, 0, 0), boxOfCell(panel, 1, 1)].map((box) => fillAt(marks, box.x, box.y));
  };
  const view = { ...PAGE, cells: 'colours' } as const;
  const tint = writingOf(LECTURE, 'colours')?.tint;
  expect(fills(LECTURE, view)).toEqual([tint?.([0, 0]), tint?.([1, 1])]);
  expect(fills({ ...LECTURE, flip: true }, view)).toEqual([tint?.([1, 1]), tint?.([0, 0])]);
});

test('A weight that is pointed at colours every cell that it meets, and an input cell the outputs that it reaches', () => {
  const tint = writingOf(LECTURE, 'colours')?.tint;
  const weight = { kind: 'weight', channel: 0, row: 1, column: 0 } as const;
  const met = [...flattened(stage(LECTURE, { ...PAGE, cells: 'colours', pointed: weight }, settled(LECTURE)).moving)];
  expect(met.find((mark) => mark.kind === 'lattice')).toMatchObject({ fill: tint?.([1, 0]), rows: 2, columns: 2 });
  const view = { ...PAGE, cells: 'colours', pointed: { kind: 'input', channel: 0, row: 1, column: 1 } } as const;
  const reached = [...flattened(stage(LECTURE, view, settled(LECTURE)).moving)];
  const { output } = layoutOf(LECTURE, view);
  const [first, last] = [boxOfCell(output, 0, 0), boxOfCell(output, 1, 1)];
  expect([fillAt(reached, first.x, first.y), fillAt(reached, last.x, last.y)]).toEqual([
    tint?.([1, 1]),
    tint?.([0, 0]),
  ]);
});

test('Colours of neighbouring weights are told apart, by every eye', () => {
  const tint = writingOf(convolutionOf({ input: GRID, kernel: [[kernelOf('1,1,1;1,1,1;1,1,1')]] }), 'colours')?.tint;
  for (const column of [0, 1, 2]) {
    const [above, middle, below] = [0, 1, 2].map((row) => tint?.([row, column]) ?? ([0, 0, 0] as const));
    if (!above || !middle || !below) throw new RangeError('There are three.');
    expect(contrast(above, middle)).toBeGreaterThan(1.35);
    expect(contrast(middle, below)).toBeGreaterThan(1.35);
  }
});

test('A link names a style; one that it does not know is numbers', () => {
  expect([...CELL_STYLES, 'runes', undefined].map(cellStyleOf)).toEqual([...CELL_STYLES, 'numbers', 'numbers']);
});

function fillAt(marks: readonly Mark[], x: number, y: number): unknown {
  return marks.flatMap((mark) =>
    mark.kind === 'rect' && mark.box.x === x && mark.box.y === y && Array.isArray(mark.fill) ? [mark.fill] : [],
  )[0];
}
