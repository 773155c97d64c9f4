import { describe, expect, test } from 'vitest';
import { centreOf } from './box.ts';
import { convolutionOf, kernelOf, noise } from './examples.ts';
import { textsOf } from './mark.ts';
import { product } from './matrix.ts';
import { boxOfPart } from './matrix-marks.ts';
import { entriesOf, flattenedInput, MOST_ENTRIES, toeplitzOf } from './toeplitz.ts';
import { multiplicationsOf, unrolledOf } from './unrolled.ts';
import {
  positionInProduct,
  positionInToeplitz,
  productMoving,
  productStill,
  toeplitzLayout,
  toeplitzMoving,
  toeplitzStill,
  unrolledLayout,
} from './unrolled-scene.ts';
import { gridOf } from './volume.ts';

const LECTURE = convolutionOf({ input: gridOf([[1, 2, 3, 4, 5, 6]]), kernel: [[kernelOf('1,2')]] });
const GRID = convolutionOf({ input: noise(5, 5), kernel: [[kernelOf('1,0,-1;2,0,-2;1,0,-1')]] });
const SIDES = noise(16, 16, 3);
const PLANE = kernelOf('1,2,3;4,5,6;7,8,9');
const LARGE = convolutionOf({
  input: SIDES,
  kernel: Array.from({ length: 3 }, () => [PLANE, PLANE, PLANE]),
  geometry: { padding: 'same' },
});

test("The lecture's row 1 … 6 with 1 2: five columns of two, and 5 8 11 14 17", () => {
  const { patches, kernel, product: made } = unrolledOf(LECTURE);
  expect(Array.from(patches.values)).toEqual([1, 2, 3, 4, 5, 2, 3, 4, 5, 6]);
  expect(Array.from(kernel.values)).toEqual([1, 2]);
  expect(Array.from(made.values)).toEqual([5, 8, 11, 14, 17]);
  expect(multiplicationsOf(LECTURE)).toBe(10);
});

test("A group's row is nought where another group's channels stand", () => {
  const grouped = convolutionOf({
    input: gridOf([[1, 2]], [[3, 4]]),
    kernel: [[kernelOf('5')], [kernelOf('6')]],
    groups: 2,
  });
  expect(Array.from(unrolledOf(grouped).kernel.values)).toEqual([5, 0, 0, 6]);
  expect(multiplicationsOf(grouped)).toBe(4);
});

test('The Toeplitz matrix of a row has its weights along the diagonal', () => {
  const { matrix, occupied } = toeplitzOf(LECTURE);
  expect(Array.from(matrix.values.subarray(0, 14))).toEqual([1, 2, 0, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 0]);
  expect([matrix.rows, matrix.columns, occupied]).toEqual([5, 6, 10]);
});

test('Sixteen a side with three channels and filters can be drawn, a photograph cannot', () => {
  expect(entriesOf(LARGE)).toBeLessThanOrEqual(MOST_ENTRIES);
  expect(entriesOf(convolutionOf({ input: noise(64, 64), kernel: [[PLANE]] }))).toBeGreaterThan(MOST_ENTRIES);
});

test('Matrices that do not fit are refused', () => {
  const { patches } = unrolledOf(LECTURE);
  expect(() => product(patches, patches)).toThrow('5 columns cannot meet 2 rows.');
});

describe.each([1100, 358])('At %i pixels', (width) => {
  const view = { width, form: 'page' } as const;

  test("a column is its window, and a cell of the product its filter's", () => {
    for (const subject of [GRID, LARGE]) {
      const layout = unrolledLayout(subject, unrolledOf(subject), view);
      const positions = subject.output.height * subject.output.width;
      const [column] = [Math.floor(positions / 2)];
      const patch = boxOfPart(layout.top, 2, column, 3, column + 1);
      expect(positionInProduct(layout, ...centreOf(patch), 0)).toBe(column);
      const last = subject.output.planes.length - 1;
      const cell = boxOfPart(layout.made, last, column, last + 1, column + 1);
      expect(positionInProduct(layout, ...centreOf(cell), 0)).toBe(last * positions + column);
      expect(positionInProduct(layout, 1, 1, 0)).toBeNull();
      const [stencil] = productMoving(subject, layout, column);
      expect(stencil).toMatchObject({ kind: 'rect', stroke: { colour: 'stencil' } });
    }
  });

  test('nothing leaves the figure', () => {
    for (const subject of [LECTURE, GRID, LARGE]) {
      const plan = unrolledLayout(subject, unrolledOf(subject), view);
      const toeplitz = toeplitzOf(subject);
      const made = product(toeplitz.matrix, flattenedInput(subject));
      const other = toeplitzLayout(subject, toeplitz, made, view);
      for (const { box } of [plan.left, plan.top, plan.made, other.matrix, other.input, other.made]) {
        expect(box.x).toBeGreaterThanOrEqual(0);
        expect(box.x + box.width).toBeLessThanOrEqual(width);
        expect(box.y + box.height).toBeLessThanOrEqual(Math.max(plan.height, other.height));
      }
      expect(other.height).toBeLessThan(760);
    }
  });

  test('a row of the Toeplitz matrix is its output', () => {
    const toeplitz = toeplitzOf(GRID);
    const made = product(toeplitz.matrix, flattenedInput(GRID));
    const layout = toeplitzLayout(GRID, toeplitz, made, view);
    expect(positionInToeplitz(layout, ...centreOf(boxOfPart(layout.matrix, 4, 7, 5, 8)))).toBe(4);
    // Six of the nine weights are not nought; then the row, and the output.
    expect(toeplitzMoving(layout, 4)).toHaveLength(6 + 2);
  });
});

test('Numbers are written where they fit, noughts of the Toeplitz matrix only where a weight is one', () => {
  const view = { width: 1100, form: 'page' } as const;
  const unrolled = unrolledOf(LECTURE);
  const texts = textsOf(productStill(unrolledLayout(LECTURE, unrolled, view)));
  expect(texts.join(' ')).toBe(
    '1 2 1 2 3 4 5 2 3 4 5 6 5 8 11 14 17 kernel 1 × 2 patches 2 × 5: a column for each window output 1 × 5',
  );
  const sparse = convolutionOf({ input: gridOf([[1, 2, 3]]), kernel: [[kernelOf('4,0')]] });
  const toeplitz = toeplitzOf(sparse);
  const layout = toeplitzLayout(sparse, toeplitz, product(toeplitz.matrix, flattenedInput(sparse)), view);
  expect(textsOf(toeplitzStill(layout)).slice(0, 4)).toEqual(['4', '0', '4', '0']);
  expect(textsOf(productStill(unrolledLayout(LARGE, unrolledOf(LARGE), view)))).toHaveLength(3);
});

test('What bias and activation still wait for is called sums', () => {
  const view = { width: 1100, form: 'page' } as const;
  const biased = convolutionOf({ input: gridOf([[1, 2, 3]]), kernel: [[kernelOf('4,0')]], bias: [1] });
  expect(textsOf(productStill(unrolledLayout(biased, unrolledOf(biased), view))).at(-1)).toBe('sums 1 × 2');
});

test('On a wall every number and every word is read from the back row, whatever room the controls leave', () => {
  for (const height of [740, 800, 920]) {
    const view = { width: 1800, height, form: 'projector' } as const;
    const unrolled = unrolledOf(GRID);
    const products = productStill(unrolledLayout(GRID, unrolled, view));
    const toeplitz = toeplitzOf(GRID);
    const made = product(toeplitz.matrix, flattenedInput(GRID));
    const bands = toeplitzStill(toeplitzLayout(GRID, toeplitz, made, view));
    for (const marks of [products, bands]) {
      const sizes = marks.flatMap((mark) => (mark.kind === 'text' ? [mark.size] : []));
      expect(sizes.length).toBeGreaterThan(50);
      expect(Math.min(...sizes)).toBeGreaterThanOrEqual(28);
    }
  }
});
