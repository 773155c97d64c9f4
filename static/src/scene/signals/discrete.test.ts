import { expect, test } from 'vitest';
import { Timeline } from '../../core/timeline.ts';
import { convolutionOf, kernelOf } from '../examples.ts';
import { flattened, textsOf } from '../mark.ts';
import { gridOf } from '../volume.ts';
import { type SignalView, signalScene, signalStage } from './discrete.ts';
import { outputNear, rowOf, weightPlace } from './row.ts';

const VIEW: SignalView = { width: 1200, form: 'page', reveal: 'all', turn: 1 };
const SIGNAL = gridOf([[1, 2, 3, 4, 5, 6]]);

function lecture(padding: 'full' | 'same' | 'valid', flip: boolean, text = '1,2') {
  return convolutionOf({ input: SIGNAL, kernel: [[kernelOf(text)]], geometry: { padding }, flip });
}

function texts(subject: ReturnType<typeof lecture>, position: number, view: Partial<SignalView> = {}) {
  const stage = signalStage(subject, { ...VIEW, turn: subject.flip ? 1 : 0, ...view });
  const timeline = new Timeline({ positions: stage.row.outputs.length, columns: stage.row.outputs.length });
  return textsOf(signalScene(stage, timeline.settled(position)).moving);
}

test('the lecture’s five outputs, and the same turned round', () => {
  expect(rowOf(lecture('valid', false)).outputs).toEqual([5, 8, 11, 14, 17]);
  expect(rowOf(lecture('valid', true)).outputs).toEqual([4, 7, 10, 13, 16]);
  expect(rowOf(lecture('full', true)).outputs).toEqual([1, 4, 7, 10, 13, 16, 12]);
});

test('an output stands under k[0], turned or not', () => {
  for (const padding of ['full', 'same', 'valid'] as const) {
    for (const flip of [true, false]) {
      const row = rowOf(lecture(padding, flip, '3,1,2'));
      row.outputs.forEach((output, i) => {
        const place = row.placeOf(i);
        expect(weightPlace(row, row.startOf(i), 0, flip ? 1 : 0)).toBeCloseTo(place);
        const sum = row.weights.reduce((all, weight, m) => {
          const n = flip ? place - m : place + m;
          return all + weight * (row.samples.find((sample) => sample.n === n)?.value ?? Number.NaN);
        }, 0);
        expect(sum).toBe(output);
        expect(outputNear(row, place + 0.2)).toBe(i);
      });
    }
  }
});

test('the sum is written out, term by term, and its result is the output', () => {
  const seen = texts(lecture('full', true), 3).join('');
  expect(seen).toContain('y[3] = 3 · 2 + 4 · 1 = 10');
  expect(texts(lecture('valid', false), 2).join('')).toContain('y[2] = 3 · 1 + 4 · 2 = 11');
  expect(texts(lecture('full', true, '1,-1'), 3).join('')).toContain('3 · (\u22121) + 4 · 1 = 1');
});

test('products come one by one, the sum builds up, and the output is not there before it is written', () => {
  const stage = signalStage(lecture('full', true), { ...VIEW, reveal: 'written' });
  const at = (subStep: 'place' | 'multiply' | 'add' | 'write', progress: number) =>
    textsOf(signalScene(stage, { position: 3, subStep, progress }).moving).join('');
  expect(at('place', 0.5)).not.toContain('3 · 2');
  expect(at('multiply', 0.3)).toContain('3 · 2');
  expect(at('multiply', 0.3)).not.toContain('4 · 1');
  expect(at('add', 0.3)).toContain('→ 6');
  expect(at('add', 1)).toContain('= 10');
  expect(at('write', 1)).not.toContain('13');
});

test('everything stays inside the scene at every width, with 64 samples and 31 weights too', () => {
  const long = convolutionOf({
    input: gridOf([Array.from({ length: 64 }, (_, n) => Math.sin(n))]),
    kernel: [[kernelOf(Array.from({ length: 31 }, (_, n) => `${n - 15}`).join())]],
    geometry: { padding: 'full' },
    flip: true,
  });
  for (const subject of [lecture('full', true), long]) {
    for (const [width, height] of [
      [358, undefined],
      [1150, undefined],
      [1800, 860],
    ] as const) {
      const view = { ...VIEW, width, ...(height && { height, form: 'projector' as const }) };
      const stage = signalStage(subject, view);
      const scene = signalScene(stage, { position: 5, subStep: 'write', progress: 1 });
      for (const mark of flattened([...scene.still, ...scene.moving])) {
        if (mark.kind === 'path') {
          const ys = mark.points.filter((_, index) => index % 2 === 1);
          expect(Math.max(...ys)).toBeLessThanOrEqual(scene.height + 1);
          expect(Math.min(...ys)).toBeGreaterThanOrEqual(-1);
        }
        if (mark.kind === 'text' && height) expect(mark.size).toBeGreaterThanOrEqual(25);
      }
    }
  }
});
