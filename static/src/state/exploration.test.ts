import { expect, test } from 'vitest';
import { readNumber } from '../core/numbers.ts';
import type { Output, OutputMeta } from '../wire/answers.ts';
import { Problem } from '../wire/problem.ts';
import { type ConvolutionQuestion, readQuestion, writeQuestion } from '../wire/question.ts';
import { Unreachable } from '../wire/unreachable.ts';
import { Catalogue } from './catalogue.svelte.ts';
import { Exploration } from './exploration.svelte.ts';
import { convolveHere } from './here.ts';
import { volumeOfGrid } from './volume.ts';

const OPENING = readQuestion('grid=1,2,3;4,5,6;7,8,9&kernel=1,0;0,1', 'convolution');

interface Asked {
  readonly text: string;
  readonly answer: (shift?: number) => void;
  readonly refuse: (error: Error) => void;
}

/** An exploration whose server answers when the test says so, and whose waiting ends when the test says so. */
function begun(question: ConvolutionQuestion = OPENING) {
  const asked: Asked[] = [];
  const waits: { milliseconds: number; end: () => void }[] = [];
  const catalogue = new Catalogue({
    kernels: async () => ({ kernels: [], generators: [] }),
    images: () => Promise.reject(new Error('No picture is asked for here.')),
    steps: () => Promise.reject(new Error('Nothing has a name here.')),
  });
  const exploration = new Exploration({
    question,
    catalogue,
    asker: {
      image: () => Promise.reject(new Error('No picture is asked for here.')),
      convolution: (asking) =>
        new Promise((resolve, refuse) => {
          asked.push({ text: writeQuestion(asking), answer: (shift = 0) => resolve(outputOf(asking, shift)), refuse });
        }),
    },
    wait: (milliseconds) => new Promise((end) => waits.push({ milliseconds, end })),
  });
  const started = exploration.start();
  /** The waits of this length come to their end. */
  const pass = async (length: number): Promise<void> => {
    for (const { milliseconds, end } of waits) if (milliseconds === length) end();
    await settled();
  };
  return { exploration, asked, started, pass };
}

/** What the server would say; `shift` makes it another number. */
function outputOf(question: ConvolutionQuestion, shift: number): Output {
  if (question.subject.kind !== 'grid') throw new RangeError('Only grids are asked about here.');
  const planes = question.kernel.map((filter) => filter.map((plane) => (plane.kind === 'written' ? plane.rows : [])));
  const volume = convolveHere(question, planes, volumeOfGrid(question.subject.grid));
  if (!volume) throw new RangeError('Too much for a test.');
  const data = Float32Array.from(
    volume.planes.flatMap((plane) => [...plane]),
    (value) => value + shift,
  );
  const meta = { range: [0, 20], histogram: { counts: [], edges: [] }, clipped_share: 0 } as unknown as OutputMeta;
  return { output: { shape: [volume.planes.length, volume.height, volume.width], data }, winner: null, meta };
}

/** Let what has been promised happen. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
}

function shownValues({ output }: Exploration): number[] {
  return [...(output?.planes[0] ?? [])];
}

test('the answer is shown with its input, its geometry and its numbers', async () => {
  const { exploration, asked } = begun();
  asked[0]?.answer();
  await settled();
  expect(shownValues(exploration)).toEqual([6, 8, 12, 14]);
  expect(exploration.subject).toMatchObject({ operation: 'convolution', units: 'values', groups: 1 });
  expect([exploration.busy, exploration.stale, exploration.problem]).toEqual([false, false, null]);
});

test('an answer that comes late is not shown', async () => {
  const { exploration, asked } = begun();
  exploration.setKernel('2');
  asked[1]?.answer();
  await settled();
  asked[0]?.answer();
  await settled();
  expect(shownValues(exploration)).toEqual([2, 4, 6, 8, 10, 12, 14, 16, 18]);
});

test('while a weight is dragged its output is there at once, and the server has the last word', async () => {
  const { exploration, asked } = begun();
  asked[0]?.answer();
  await settled();
  for (const weight of ['2', '3']) exploration.setWeight(0, 0, readNumber(weight), { gesture: 'drag' });
  expect([exploration.shown?.source, ...shownValues(exploration)]).toEqual(['local', 8, 12, 20, 24]);
  expect(asked).toHaveLength(1);
  exploration.settle();
  asked[1]?.answer();
  await settled();
  expect([exploration.shown?.source, exploration.agrees, asked.length]).toEqual(['server', true, 2]);
});

test('a drag that rests is asked about, though it has not settled', async () => {
  const { exploration, asked, pass } = begun();
  asked[0]?.answer();
  await settled();
  exploration.setWeight(0, 0, readNumber('3'), { gesture: 'drag' });
  await pass(150);
  expect(asked).toHaveLength(2);
});

test('where the server alone can answer, a drag does not abort its own answers', async () => {
  const { exploration, asked } = begun();
  asked[0]?.answer();
  await settled();
  for (const size of ['5', '6', '7']) {
    const bias = [readNumber(size)];
    exploration.change({ subject: { kind: 'grid', grid: [[[readNumber('1'), readNumber(size)]]] }, bias }, 'drag');
  }
  expect(asked).toHaveLength(2);
  asked[1]?.refuse(new Problem({ title: 'No', status: 422, detail: 'No.', field: null }));
  await settled();
  expect(asked.map(({ text }) => text).slice(2)).toEqual(['grid=1,7&kernel=1,0;0,1&bias=7']);
});

test('where the server finds other numbers than the browser, that is said', async () => {
  const { exploration, asked } = begun();
  asked[0]?.answer();
  await settled();
  exploration.setWeight(0, 0, readNumber('3'), { gesture: 'drag' });
  exploration.settle();
  asked[1]?.answer(1);
  await settled();
  expect(exploration.agrees).toBe(false);
});

test('a drag is one step to undo', async () => {
  const { exploration, asked } = begun();
  asked[0]?.answer();
  await settled();
  for (const weight of ['3', '4']) exploration.setWeight(0, 0, readNumber(weight), { gesture: 'drag' });
  exploration.settle();
  exploration.change({ flip: true });
  exploration.undo();
  expect(exploration.text).toBe('grid=1,2,3;4,5,6;7,8,9&kernel=4,0;0,1');
  exploration.undo();
  expect([exploration.text, exploration.canUndo]).toEqual([writeQuestion(OPENING), false]);
  exploration.redo();
  expect(exploration.text).toBe('grid=1,2,3;4,5,6;7,8,9&kernel=4,0;0,1');
});

test('a change that changes nothing is no step', () => {
  const { exploration } = begun();
  exploration.setKernel('1,0;0,1');
  expect([exploration.canUndo, exploration.commits]).toEqual([false, 0]);
});

test('a refusal is told in the server’s words, over the last picture', async () => {
  const { exploration, asked } = begun();
  asked[0]?.answer();
  await settled();
  exploration.setKernel('1;1;1;1');
  const detail = 'A window spanning 4 cells cannot fit in 3.';
  asked[1]?.refuse(new Problem({ title: 'Impossible', status: 422, detail, field: 'kernel' }));
  await settled();
  expect(exploration.problem).toEqual({ message: detail, field: 'kernel', kind: 'refused' });
  expect([exploration.stale, shownValues(exploration)]).toEqual([true, [6, 8, 12, 14]]);
});

test('a lost server is asked again until it is back', async () => {
  const { exploration, asked, pass } = begun();
  asked[0]?.answer();
  await settled();
  exploration.change({ flip: true });
  asked[1]?.refuse(new Unreachable());
  await settled();
  expect([exploration.problem?.kind, exploration.stale]).toEqual(['connection', true]);
  await pass(1000);
  asked[2]?.refuse(new Unreachable());
  await settled();
  await pass(2000);
  asked[3]?.answer();
  await settled();
  expect([exploration.problem, exploration.stale]).toEqual([null, false]);
});

test('who asks a lost server at once is not asked about twice', async () => {
  const { exploration, asked, pass } = begun();
  asked[0]?.refuse(new Unreachable());
  await settled();
  exploration.retry();
  asked[1]?.refuse(new Unreachable());
  await settled();
  await pass(1000);
  expect(asked).toHaveLength(2);
  await pass(2000);
  expect(asked).toHaveLength(3);
});

test('an answer that is late makes what is shown look stale, until it is there', async () => {
  const { exploration, asked, pass } = begun();
  asked[0]?.answer();
  await settled();
  exploration.change({ flip: true });
  expect(exploration.stale).toBe(false);
  await pass(300);
  expect([exploration.stale, exploration.problem]).toEqual([true, null]);
  asked[1]?.answer();
  await settled();
  expect(exploration.stale).toBe(false);
});

test('a mistake of this program is no lost server: it is told as ours, thrown on, and nothing is asked again', async () => {
  const { exploration, asked, started, pass } = begun();
  asked[0]?.refuse(new TypeError('undefined is not a function'));
  await expect(started).rejects.toThrow('undefined is not a function');
  expect([exploration.problem?.kind, exploration.busy]).toEqual(['fault', false]);
  expect(exploration.problem?.message).toMatch(/This page made a mistake, not you.*undefined is not a function/);
  await pass(1000);
  expect(asked).toHaveLength(1);
});
