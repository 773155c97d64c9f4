import { expect, test } from 'vitest';
import { Problem } from '../../wire/problem.ts';
import type { Moment, TrainingEvent, TrainingOffers, TrainingSettings, Watched } from '../../wire/training.ts';
import { readMoment, readSettings, Training, writeSettings } from './training.svelte.ts';

const SETTINGS: TrainingSettings = {
  network: 'lenet5',
  data: 'glyphs',
  steps: 20,
  rate: 0.002,
  seed: 1,
  augment: true,
};
const THREE: Watched = { kind: 'image', image: 'three' };
const DISK: Watched = { kind: 'image', image: 'disk' };
const SEVEN: Watched = { kind: 'image', image: 'seven' };
const FACTS = {
  network: 'lenet5',
  classes: ['0', '1'],
  parameters: 3,
  data: 'Digits',
  training_images: 9,
  test_images: 5,
  steps: 20,
  batch: 3,
};
const OFFERS: TrainingOffers = {
  networks: ['lenet5', 'mnist-mlp'].map((name) => ({
    name,
    title: name,
    parameters: 1,
    data: [{ name: 'glyphs', title: 'Digits' }],
  })),
  most_steps: 1000,
  batch: 32,
  seconds: 60,
  places: 1,
};

/** The server's end of a training. */
class Line {
  readonly orders: string[] = [];
  readonly looks: Watched[] = [];
  isClosed = false;
  readonly settings: TrainingSettings;
  readonly tell: (event: TrainingEvent) => void;

  constructor(settings: TrainingSettings, tell: (event: TrainingEvent) => void) {
    this.settings = settings;
    this.tell = tell;
  }

  order(order: string): void {
    this.orders.push(order);
  }

  look(watched: Watched): void {
    this.looks.push(watched);
  }

  close(): void {
    this.isClosed = true;
  }
}

function room(): { training: Training; lines: Line[]; line: () => Line } {
  const lines: Line[] = [];
  const training = new Training((settings, _, tell) => {
    const line = new Line(settings, tell);
    lines.push(line);
    return line;
  });
  return { training, lines, line: () => lines.at(-1) as Line };
}

function moment(step: number, look = 0, logit = step): Moment {
  const said = { look, logits: [logit, 0], probabilities: [0.5, 0.5] };
  return { step, testAccuracy: step / 20, kernels: { shape: [1, 1, 1, 1], weights: Float32Array.of(step) }, said };
}

/** A course with its moments before the first batch, and after so many. */
function begun(...steps: number[]): ReturnType<typeof room> {
  const found = room();
  found.training.start(SETTINGS, THREE);
  found.line().tell({ type: 'ready', facts: FACTS });
  for (const step of [0, ...steps]) found.line().tell({ type: 'moment', moment: moment(step) });
  return found;
}

const done = { type: 'done', reason: 'steps', seconds: 1 } as const;
const steps = (...losses: number[]): TrainingEvent => ({ type: 'steps', losses, accuracies: losses.map(() => 0) });

test('every batch is kept in its order', () => {
  const { training, line } = begun();
  line().tell(steps(3, 2));
  line().tell(steps(1));
  expect(training.course?.losses).toEqual([3, 2, 1]);
});

test('what is looked at goes on with the course until somebody goes back', () => {
  const { training, line } = begun(2, 4);
  expect(training.moment?.step).toBe(4);
  training.goTo(0);
  line().tell({ type: 'moment', moment: moment(6) });
  expect(training.moment?.step).toBe(0);
  expect(training.moment?.kernels.weights).toEqual(Float32Array.of(0));
  training.goTo(3);
  line().tell({ type: 'moment', moment: moment(8) });
  expect(training.moment?.step).toBe(8);
});

test('a place on the curve is the moment before it', () => {
  const { training } = begun(2, 4, 6);
  training.goToStep(3);
  expect(training.moment?.step).toBe(2);
  training.goTo(-4);
  expect(training.moment?.step).toBe(0);
});

test('a moment that a link names is looked at as soon as it is there, and those before it until then', () => {
  const { training, line } = room();
  training.open(4);
  expect(training.moment).toBeNull();
  training.start(SETTINGS, THREE);
  for (const [step, seen] of [
    [0, 0],
    [2, 2],
    [4, 4],
    [6, 4],
  ]) {
    line().tell({ type: 'moment', moment: moment(Number(step)) });
    expect(training.moment?.step).toBe(seen);
  }
  expect(training.chosen).toBe(4);
  training.goTo(1);
  expect(training.chosen).toBe(2);
  training.goTo(3);
  expect(training.chosen).toBeNull();
});

test('a course that is run again is followed from its beginning', () => {
  const { training } = begun(2, 4);
  training.goTo(1);
  training.start(SETTINGS, THREE);
  expect(training.chosen).toBeNull();
});

test('what is no batch in a link is the newest', () => {
  expect(['40', '0', '-1', '4.5', '', undefined].map(readMoment)).toEqual([40, 0, null, null, null, null]);
});

test('one pauses and goes on, and the phase is what the server says', () => {
  const { training, line } = begun();
  training.toggle();
  expect(training.phase).toBe('learning');
  line().tell({ type: 'paused' });
  expect(training.phase).toBe('paused');
  training.toggle();
  line().tell({ type: 'learning' });
  training.stop();
  expect(line().orders).toEqual(['pause', 'go on', 'stop']);
});

test('of pictures that are drawn fast one is under way and the newest waits', () => {
  const { training, line } = begun(2);
  training.watch(DISK);
  training.watch(SEVEN);
  training.watch(THREE);
  expect(line().looks).toEqual([DISK]);
  expect(training.stale).toBe(true);
  line().tell({ type: 'look', steps: [0, 2], said: [0, 2].map((step) => moment(step, 1, 10 + step).said) });
  expect(training.moment?.said.logits[0]).toBe(12);
  expect(line().looks).toEqual([DISK, THREE]);
  expect(training.stale).toBe(true);
  line().tell({ type: 'look', steps: [0, 2], said: [0, 2].map((step) => moment(step, 2, 20 + step).said) });
  expect(training.stale).toBe(false);
  training.goTo(0);
  expect(training.moment?.said.logits[0]).toBe(20);
});

test('a picture that is drawn while the network is being made is asked about as soon as there is one', () => {
  const { training, line } = room();
  training.start(SETTINGS, THREE);
  training.watch(DISK);
  expect(line().looks).toEqual([]);
  line().tell({ type: 'ready', facts: FACTS });
  expect(line().looks).toEqual([DISK]);
});

test('a picture that the server refuses is no reason to ask no more', () => {
  const { training, line } = begun(2);
  training.watch(DISK);
  line().tell({ type: 'problem', problem: new Problem({ title: '', status: 404, detail: 'No disk.', field: null }) });
  expect(training.trouble).toBe('No disk.');
  training.watch(SEVEN);
  expect(line().looks).toEqual([DISK, SEVEN]);
});

test('the course before is kept beside the next, and a late word of its line is not heard', () => {
  const { training, lines } = begun(2);
  lines[0]?.tell(steps(3));
  training.start({ ...SETTINGS, network: 'mnist-mlp' }, THREE);
  lines[0]?.tell(steps(9, 9, 9));
  expect(training.previous?.losses).toEqual([3]);
  expect(training.previous?.settings.network).toBe('lenet5');
  expect(training.course?.losses).toEqual([]);
  expect(lines[0]?.isClosed).toBe(true);
});

test('where somebody else trains the sentence is shown and the course before stays', () => {
  const { training, lines, line } = begun(2);
  line().tell(steps(3));
  line().tell(done);
  training.start(SETTINGS, THREE);
  line().tell({
    type: 'problem',
    problem: new Problem({ title: '', status: 503, detail: 'Somebody is.', field: null }),
  });
  expect(training.trouble).toBe('Somebody is.');
  expect(training.phase).toBe('done');
  expect(training.course?.losses).toEqual([3]);
  expect(training.previous).toBeNull();
  expect(lines[1]?.isClosed).toBe(true);
});

test('a lost server leaves what was learned, and says so', () => {
  const { training, line } = begun(2);
  line().tell(steps(3));
  line().tell({ type: 'left' });
  expect(training.phase).toBe('gone');
  expect(training.trouble).toMatch(/^The server is gone/);
  expect(training.moment?.step).toBe(2);
});

test('a finished course that the server lets go of can be looked back upon, but not asked', () => {
  const { training, line } = begun(2);
  line().tell(done);
  line().tell({ type: 'left' });
  training.watch(DISK);
  expect([training.phase, training.trouble, training.isKept]).toEqual(['done', '', false]);
  expect(line().looks).toEqual([]);
  training.goTo(0);
  expect(training.moment?.step).toBe(0);
});

test('settings go through the link as they are', () => {
  const settings = { network: 'mnist-mlp', data: 'glyphs', steps: 77, rate: 0.05, seed: 12, augment: false };
  expect(readSettings(writeSettings(settings), OFFERS, 'lenet5')).toEqual(settings);
});

test('a link that asks for what is not offered gets what is', () => {
  const offered = { network: 'lenet5', data: 'glyphs', steps: 1000, rate: 0.002, seed: 1, augment: true };
  expect(readSettings('vgg16,mnist,9999,17,-4,7', OFFERS, 'lenet5')).toEqual(offered);
  expect(readSettings(undefined, OFFERS, 'vgg16')).toEqual({ ...offered, steps: 300 });
});
