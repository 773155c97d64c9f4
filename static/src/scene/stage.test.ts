import { describe, expect, test } from 'vitest';
import { SUB_STEPS, Timeline } from '../core/timeline.ts';
import { centreOf } from './box.ts';
import { tileOf } from './calculation-layout.ts';
import { BLUR, convolutionOf, kernelOf, noise, pictureOf, poolingOf, SOBEL, stage, WORKED } from './examples.ts';
import { flattened, type Mark, textsOf } from './mark.ts';
import { boxOfCell } from './panel.ts';
import { hitAt, layoutOf, movingMarks, type StageView, stillMarks } from './stage.ts';
import { positionsOf, type Subject } from './subject.ts';
import { zoomedAt } from './viewport.ts';
import { gridOf } from './volume.ts';

const PAGE: StageView = { width: 1100, form: 'page' };
const PHONE: StageView = { width: 358, form: 'page' };
const WALL: StageView = { width: 1824, height: 984, form: 'projector' };
const GRID = gridOf([
  [3, 3, 2, 1, 0],
  [0, 0, 1, 3, 1],
  [3, 1, 2, 2, 3],
  [2, 0, 0, 2, 2],
  [2, 0, 0, 0, 1],
]);
const SUBJECTS: Record<string, Subject> = {
  'a small grid': convolutionOf({ input: GRID, kernel: [[kernelOf('0,1,2;2,2,0;0,1,2')]] }),
  'a padded, strided grid': convolutionOf({
    input: GRID,
    kernel: [[SOBEL]],
    geometry: { padding: [1, 1, 1, 1], stride: [2, 2] },
  }),
  'a picture': convolutionOf({
    input: noise(32, 40),
    kernel: [[SOBEL]],
    units: 'levels',
    bias: [0.1],
    activation: 'relu',
  }),
  'a colour picture': convolutionOf({
    input: noise(12, 12, 3),
    kernel: [[SOBEL], [SOBEL], [SOBEL]],
    groups: 3,
    units: 'levels',
  }),
  'three channels': convolutionOf({ input: noise(7, 7, 3), kernel: [[SOBEL, BLUR, SOBEL]] }),
  'a large kernel': convolutionOf({
    input: noise(20, 20),
    kernel: [[kernelOf(Array(11).fill(Array(11).fill('1/121').join()).join(';'))]],
    units: 'levels',
  }),
  'one weight': convolutionOf({ input: GRID, kernel: [[kernelOf('2')]] }),
  'a pooling': poolingOf(GRID, 'max', [2, 2]),
  'a transposed convolution': convolutionOf({
    input: GRID,
    kernel: [[SOBEL]],
    geometry: { transposed: true, stride: [2, 2] },
  }),
};
const settled = (subject: Subject, position = 0) =>
  new Timeline({ positions: positionsOf(subject), columns: subject.output.width }).settled(position);

test('what is not added up has no sum beneath it', () => {
  const input = pictureOf(
    [
      [1, 2],
      [3, 9],
    ],
    3,
  );
  const textsFor = (pool: 'max' | 'avg'): string[] => {
    const grey = poolingOf(input, pool, [2, 2]);
    const [plane] = grey.output.planes as [Float32Array];
    const output = { ...grey.output, planes: [plane, plane, plane] };
    const subject: Subject = { ...grey, output, units: 'levels' };
    return textsOf(stage(subject, PAGE, settled(subject)).moving);
  };
  expect(textsFor('max')).toContain('red');
  expect(textsFor('max').filter((text) => text.startsWith('sum'))).toEqual([]);
  expect(textsFor('avg').filter((text) => text.startsWith('sum')).length).toBeGreaterThan(0);
});

test('The centre of the worked example says 152, and so does its result', () => {
  const subject = convolutionOf({ input: WORKED, kernel: [[BLUR]], units: 'levels' });
  const texts = textsOf(stage(subject, PAGE, settled(subject)).moving);
  expect(texts.filter((text) => text === '152')).toHaveLength(3);
  expect(texts).toContain('× 1/4');
  expect(tilesOf(stage(subject, PAGE, settled(subject)).moving).at(-1)).toMatchObject({ text: '152.00' });
});

test('Input and output are always called by their names', () => {
  for (const subject of Object.values(SUBJECTS)) {
    for (const view of [PAGE, PHONE, WALL]) {
      const texts = textsOf(stage(subject, view, settled(subject)).still);
      expect(texts.filter((text) => text === 'input' || text === 'output')).toEqual(['input', 'output']);
    }
  }
});

describe.each(Object.entries(SUBJECTS))('The stage of %s', (_, subject) => {
  test.each([
    ['a page', PAGE],
    ['a phone', PHONE],
    ['a wall', WALL],
  ] as const)('is hit where it is drawn on %s', (__, view) => {
    const layout = layoutOf(subject, view);
    const [input] = layout.inputs;
    expect(hitAt(layout, ...centreOf(boxOfCell(input.panel, 1, 2)))).toMatchObject({
      kind: 'input',
      row: 1,
      column: 2,
    });
    expect(hitAt(layout, ...centreOf(boxOfCell(layout.output, 1, 0)))).toMatchObject({
      kind: 'output',
      row: 1,
      column: 0,
    });
    expect(hitAt(layout, ...centreOf(layout.calculation.result))).toEqual({ kind: 'result' });
    for (const [channel, group] of layout.calculation.groups.entries()) {
      const at = centreOf(tileOf(layout.calculation, group, 0, 0));
      expect(hitAt(layout, ...at)).toEqual({ kind: 'weight', channel, row: 0, column: 0 });
    }
  });

  test('stays inside of its scene', () => {
    for (const view of [PAGE, PHONE, WALL]) {
      const { width, height, still, moving } = stage(subject, view, settled(subject));
      for (const mark of flattened([...still, ...moving])) {
        if (mark.kind !== 'text') continue;
        expect(mark.x).toBeGreaterThanOrEqual(0);
        expect(mark.x).toBeLessThanOrEqual(width);
        expect(mark.y).toBeGreaterThanOrEqual(0);
        expect(mark.y).toBeLessThanOrEqual(height);
      }
    }
  });

  test('is a function of the moment', () => {
    const timeline = new Timeline({ positions: positionsOf(subject), columns: subject.output.width });
    const layout = layoutOf(subject, PAGE);
    const moments = [0.9, 0.1, 0.5, 0.1].map((fraction) => timeline.atFraction(fraction));
    const drawn = moments.map((moment) => movingMarks(subject, layout, PAGE, moment));
    expect(drawn[3]).toEqual(drawn[1]);
    expect(drawn[0]).not.toEqual(drawn[1]);
  });

  test('says no number in digits too small for the back row', () => {
    const { still, moving } = stage(subject, WALL, settled(subject));
    const small = [...flattened([...still, ...moving])].filter(
      (mark) => 'text' in mark && /\d/.test(mark.text) && mark.size < 28,
    );
    expect(small).toEqual([]);
  });
});

test('Numbers come to the cells when they are large enough, and hide when they are not', () => {
  const subject = SUBJECTS['a picture'] as Subject;
  const inCells = (across: number): number => {
    const view: StageView = { ...PAGE, viewport: { row: 16, column: 16, across } };
    return textsOf(stillMarks(subject, layoutOf(subject, view), view)).filter((text) => /^\d+$/.test(text)).length;
  };
  expect(inCells(8)).toBeGreaterThan(60);
  expect(inCells(17)).toBe(0);
});

test('Only what came before the moment is painted where the output is still to be written', () => {
  const subject = SUBJECTS['a small grid'] as Subject;
  const view: StageView = { ...PAGE, reveal: 'written' };
  const layout = layoutOf(subject, view);
  const painted = (position: number): number => {
    const marks = movingMarks(subject, layout, view, { position, subStep: 'add', progress: 0.5 });
    const images = [...flattened(marks)].filter(
      (mark) => mark.kind === 'image' && mark.planes[0] === subject.output.planes[0],
    );
    return images.reduce((sum, mark) => sum + (mark.kind === 'image' ? mark.source.width * mark.source.height : 0), 0);
  };
  expect([0, 1, 5, 8].map(painted)).toEqual([0, 1, 5, 8]);
});

test('Products, sum and result come one after the other', () => {
  const subject = convolutionOf({ input: gridOf([[1, 2, 3]]), kernel: [[kernelOf('4,5,6')]] });
  const layout = layoutOf(subject, PAGE);
  const seen = SUB_STEPS.map((subStep) =>
    textsOf(movingMarks(subject, layout, PAGE, { position: 0, subStep, progress: 0.5 })),
  );
  expect(seen.map((texts) => texts.includes('18'))).toEqual([false, false, true, true, true]);
  expect(seen.map((texts) => texts.includes('32'))).toEqual([false, false, false, true, true]);
  expect(seen[2]).toContain('14');
});

test('The result to be guessed is nowhere to be read', () => {
  const subject = convolutionOf({ input: gridOf([[1, 2, 3]]), kernel: [[kernelOf('4,5,6')]], bias: [1] });
  const { moving } = stage(
    subject,
    { ...PAGE, hidden: true, reveal: 'written' },
    { position: 0, subStep: 'finish', progress: 1 },
  );
  expect(textsOf(moving)).toContain('?');
  expect(textsOf(moving)).not.toContain('32');
  expect(textsOf(moving)).not.toContain('33');
});

test('A value beyond the scale is told', () => {
  const { outputScale: _, ...subject } = convolutionOf({ input: gridOf([[9, 9]]), kernel: [[kernelOf('1,1')]] });
  const clipped = { ...subject, outputScale: subject.inputScale };
  expect(textsOf(stage(clipped, PAGE, settled(clipped)).moving)).toContain('drawn as 9, the end of the scale');
});

test('The point under the pointer stays there when the picture is zoomed', () => {
  const subject = convolutionOf({ input: noise(512, 512), kernel: [[SOBEL]], units: 'levels' });
  const before = layoutOf(subject, PAGE);
  const { box } = before.inputs[0].panel;
  const [x, y] = [box.x + box.width * 0.4, box.y + box.height * 0.6];
  const viewport = zoomedAt(before, 12, x, y);
  const after = layoutOf(subject, { ...PAGE, viewport });
  const cell = (layout: typeof before) => hitAt(layout, x, y);
  expect(viewport?.across).toBeLessThan(50);
  expect(cell(after)).toEqual(cell(before));
  expect(zoomedAt(after, 1 / 40, x, y)).toBeUndefined();
});

describe('As text', () => {
  test.each(['a padded, strided grid', 'three channels', 'a pooling'])('%s', (name) => {
    const subject = SUBJECTS[name] as Subject;
    const { still, moving, label } = stage(subject, PAGE, settled(subject, 1));
    expect({ label, texts: textsOf([...still, ...moving]).join(' ') }).toMatchSnapshot();
  });
});

function tilesOf(marks: readonly Mark[]): Mark[] {
  return [...flattened(marks)].filter((mark) => mark.kind === 'tile');
}
