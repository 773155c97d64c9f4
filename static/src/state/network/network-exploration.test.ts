import { expect, test } from 'vitest';
import { readEdits } from '../../wire/edits.ts';
import type { FrameAnswer } from '../../wire/live-network.ts';
import { Unreachable } from '../../wire/unreachable.ts';
import { toggled } from './edits.ts';
import { askerOf, mapsOf } from './fixtures.ts';
import { NetworkExploration } from './network-exploration.svelte.ts';
import { OPENING } from './network-question.ts';
import { UnitInquiry } from './unit-inquiry.svelte.ts';

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

async function begun(question = { ...OPENING, network: 'small' }) {
  const asker = askerOf();
  const exploration = new NetworkExploration({ asker, question });
  await exploration.start();
  return { asker, exploration };
}

test('the first answer is the guess and the maps of every stop that is drawn, in one answer', async () => {
  const { asker, exploration } = await begun();
  expect(exploration.prediction?.top[0]?.name).toBe('yes');
  expect([...exploration.maps.keys()].sort()).toEqual(['conv1', 'input', 'linear1', 'relu1']);
  expect(asker.asked.filter((one) => one.startsWith('u8'))).toEqual(['u8 small input,conv1,relu1,linear1 image=three']);
  expect(exploration.stale).toBe(false);
});

test('another picture changes all maps at once; going back asks nothing about maps again', async () => {
  const { asker, exploration } = await begun();
  exploration.setImage('cat');
  expect(exploration.stale).toBe(true);
  expect(exploration.maps.get('conv1')?.volume.planes[1]?.[1]).toBe(6);
  await settled();
  expect([exploration.stale, exploration.maps.get('conv1')?.volume.planes[1]?.[1]]).toEqual([false, 8]);
  const asked = asker.asked.filter((one) => one.startsWith('u8')).length;
  exploration.undo();
  await settled();
  expect(exploration.question.image).toBe('three');
  expect(asker.asked.filter((one) => one.startsWith('u8'))).toHaveLength(asked);
});

test('maps that are too many for one answer come layer by layer', async () => {
  const { asker, exploration } = await begun({ ...OPENING, network: 'large' });
  const told = asker.asked.filter((one) => one.startsWith('u8'));
  expect(told.sort()).toEqual(['conv1', 'input', 'linear1', 'relu1'].map((layer) => `u8 large ${layer} image=three`));
  expect(exploration.maps.size).toBe(4);
});

test('maps of two pictures are never mixed: until the last has come, all are of the first', async () => {
  const { asker, exploration } = await begun({ ...OPENING, network: 'large' });
  const { maps } = asker;
  asker.maps = (network, layer, shown, asking) =>
    layer === 'relu1' ? new Promise(() => {}) : maps(network, layer, shown, asking);
  exploration.setImage('cat');
  await settled();
  expect([exploration.stale, exploration.maps.get('conv1')?.volume.planes[1]?.[1]]).toEqual([true, 6]);
});

test('strokes are answered while they move, and no step of the history', async () => {
  const { exploration } = await begun();
  const { commits } = exploration;
  exploration.draw('0,1,0');
  await settled();
  expect([exploration.prediction?.logits[1], exploration.commits]).toEqual([6, commits]);
  exploration.setImage('0123456789abcdef');
  expect([exploration.isDrawing, exploration.commits]).toEqual([false, commits + 1]);
});

test('without weights the structure is there, and nothing is asked that cannot be answered', async () => {
  const { asker, exploration } = await begun({ ...OPENING, network: 'bare' });
  expect(exploration.description?.missing).toBe('bare has no weights here.');
  expect(exploration.stops).toHaveLength(3);
  expect(asker.asked).toEqual(['list', 'describe bare']);
});

test('another network closes the layer; undo opens it again', async () => {
  const { exploration } = await begun();
  exploration.openUnit('relu1', [1, 0, 0]);
  exploration.setNetwork('other');
  expect(exploration.question).toMatchObject({ network: 'other', layer: null, unit: null });
  exploration.undo();
  expect(exploration.question).toMatchObject({ network: 'small', layer: 'relu1', unit: [1, 0, 0] });
  exploration.undo();
  exploration.undo();
  expect([exploration.question.layer, exploration.canUndo]).toEqual([null, false]);
});

test('going on from cell to cell is no step: one undo leaves the unit that was opened', async () => {
  const { exploration } = await begun();
  exploration.openUnit('conv1', [1, 0, 0]);
  const { commits } = exploration;
  exploration.moveUnit([1, 0, 1]);
  expect([exploration.question.unit, exploration.commits]).toEqual([[1, 0, 1], commits]);
  exploration.undo();
  expect(exploration.question.unit).toBeNull();
});

test('a unit of an activation is shown from the convolution on, with the activation as its last step', async () => {
  const { asker, exploration } = await begun();
  const units = new UnitInquiry(exploration);
  if (exploration.seen) units.ask({ ...exploration.seen, layer: 'relu1', unit: [0, 0, 1] });
  await settled();
  expect(asker.asked).toContain('unit small conv1 0,0,1 image=three');
  const subject = units.shown?.subject;
  expect(subject).toMatchObject({ operation: 'convolution', activation: 'relu', bias: [0], drawn: [0] });
  expect([...(subject?.output.planes[0] ?? [])]).toEqual([0, 0]);
  expect(subject?.operation === 'convolution' && subject.kernel[0]?.[0]?.[0]?.map(({ value }) => value)).toEqual([
    1, -1,
  ]);
});

test('a dense unit sees the maps that were flattened, through a window of their whole size', async () => {
  const { exploration } = await begun();
  const units = new UnitInquiry(exploration);
  if (exploration.seen) units.ask({ ...exploration.seen, layer: 'linear1', unit: [1] });
  await settled();
  const subject = units.shown?.subject;
  expect(subject?.input.planes.map((plane) => [...plane])).toEqual([
    [0, 0],
    [3, 6],
  ]);
  expect(
    subject?.operation === 'convolution' && subject.kernel[0]?.map((plane) => plane[0]?.map(({ value }) => value)),
  ).toEqual([
    [5, 6],
    [7, 8],
  ]);
  expect([subject?.geometry.rows.size, subject?.geometry.columns.size]).toEqual([1, 2]);
});

function frameOf(frame: number, network = 'small'): FrameAnswer {
  const maps = new Map([['conv1', { ...mapsOf('conv1', 6), exact: false }]]);
  const prediction = { network, classes: ['no', 'yes'], logits: [frame, 0], probabilities: [1, 0], top: [] };
  return { frame, prediction: { ...prediction, input_image_box: null, empty: false }, maps };
}

test('a camera’s frames are what is shown, whatever comes late of the picture before; at their end it is back', async () => {
  const { asker, exploration } = await begun();
  const { prediction } = asker;
  let answer = (): void => {};
  asker.prediction = async (network, shown) => {
    await new Promise<void>((resolve) => {
      answer = resolve;
    });
    return prediction(network, shown);
  };
  exploration.setImage('cat');
  await settled();
  exploration.watch(frameOf(1));
  answer();
  await settled();
  expect([exploration.isLive, exploration.stale, exploration.prediction?.logits[0]]).toEqual([true, false, 1]);
  expect([...exploration.maps.keys()]).toEqual(['conv1']);
  asker.prediction = prediction;
  exploration.watch(null);
  await settled();
  expect([exploration.isLive, exploration.stale, exploration.prediction?.logits[1]]).toEqual([false, false, 6]);
  expect(exploration.maps.size).toBe(4);
});

test('a frame that another network has answered is dropped', async () => {
  const { exploration } = await begun();
  exploration.watch(frameOf(1, 'other'));
  expect(exploration.isLive).toBe(false);
});

test('a change asks everything again of the changed network, and is taken back in one step', async () => {
  const { asker, exploration } = await begun();
  exploration.setEdits(toggled([], 'conv1', 0));
  await settled();
  expect(asker.asked).toContain('u8 small input,conv1,relu1,linear1 image=three&edit=conv1:0=0');
  expect(asker.asked).toContain('prediction small image=three&edit=conv1:0=0');
  const asked = asker.asked.filter((one) => one.startsWith('u8')).length;
  exploration.undo();
  await settled();
  expect(exploration.question.edit).toEqual([]);
  expect(asker.asked.filter((one) => one.startsWith('u8'))).toHaveLength(asked);
  exploration.redo();
  expect(exploration.shown.edit).toBe('conv1:0=0');
});

test('a weight that is dragged is one step, and a new drag another', async () => {
  const { exploration } = await begun();
  const { commits } = exploration;
  for (const weight of [1, 2, 3]) exploration.setEdits(readEdits(`conv1:0,0=${weight},0`), 'kernel');
  exploration.settle();
  for (const weight of [4, 5]) exploration.setEdits(readEdits(`conv1:0,0=${weight},0`), 'kernel');
  expect(exploration.commits).toBe(commits + 2);
  exploration.undo();
  expect(exploration.shown.edit).toBe('conv1:0,0=3,0');
  exploration.undo();
  expect(exploration.shown.edit).toBeUndefined();
});

test('strokes are seen by the changed network, and another network is as it was trained', async () => {
  const { asker, exploration } = await begun();
  exploration.setEdits(toggled([], 'conv1', 1));
  exploration.draw('0,1,0');
  await settled();
  expect(asker.asked).toContain('prediction small grid=0,1,0&edit=conv1:1=0');
  exploration.setNetwork('other');
  expect(exploration.question.edit).toEqual([]);
});

test('more changes than a link holds are refused in words', async () => {
  const { exploration } = await begun();
  exploration.setEdits(readEdits(Array.from({ length: 16 }, (_, at) => `conv1:${at}=0`).join('|')));
  exploration.setEdits(toggled(exploration.question.edit, 'conv1', 99));
  expect([exploration.question.edit.length, exploration.problem?.field]).toEqual([16, 'edit']);
});

test('the opened unit is weighed with the changed kernel, and knows the learned one', async () => {
  const { exploration } = await begun();
  exploration.setEdits(readEdits('conv1:1,0=7,-7'));
  await settled();
  const inquiry = new UnitInquiry(exploration);
  inquiry.ask({ ...(exploration.seen as NonNullable<typeof exploration.seen>), layer: 'conv1', unit: [1, 0, 0] });
  await settled();
  const { subject, learned } = inquiry.shown ?? {};
  expect(subject?.operation === 'convolution' && subject.kernel[0]?.[0]?.flat().map(({ value }) => value)).toEqual([
    7, -7,
  ]);
  expect([...(learned?.weights ?? [])]).toEqual([1, -1, 1, 1]);
});

test('that a unit cannot be fetched stays said, though the overview that is kept comes again', async () => {
  const asker = askerOf();
  const exploration = new NetworkExploration({ asker, question: { ...OPENING, network: 'small' }, wait: settled });
  await exploration.start();
  const units = new UnitInquiry(exploration);
  const { unit } = asker;
  asker.unit = () => Promise.reject(new Unreachable());
  if (exploration.seen) units.ask({ ...exploration.seen, layer: 'conv1', unit: [0, 0, 1] });
  await settled();
  await settled();
  await settled();
  expect(exploration.problem?.kind).toBe('connection');
  asker.unit = unit;
  if (exploration.seen) units.ask({ ...exploration.seen, layer: 'conv1', unit: [0, 0, 1] });
  await settled();
  expect([exploration.problem, units.shown?.layer]).toEqual([null, 'conv1']);
});
