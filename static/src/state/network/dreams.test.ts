import { expect, test } from 'vitest';
import type { Dream } from '../../wire/network-answers.ts';
import { dreamAddress, type Wish } from '../../wire/networks.ts';
import { Problem } from '../../wire/problem.ts';
import { type DreamAsker, Dreams, STEPS } from './dreams.svelte.ts';

const wishOf = (at: number, edit = ''): Wish => ({ network: 'tiny', layer: 'linear1', unit: [at], isMap: false, edit });

function dreamt(steps: number, most = 64): Dream {
  const box = { top: 0, left: 0, bottom: 1, right: 1 };
  const volume = { planes: [Float32Array.of(0.5)], height: 1, width: 1 };
  return { steps, most_steps: most, climbed: 'linear1', start: 0, value: steps, box, top: null, volume };
}

/** Notes what is asked; `answer` may refuse, or never come. */
function asking(answer: (wish: Wish, steps: number) => Promise<Dream> = async (_, steps) => dreamt(steps)) {
  const asked: string[] = [];
  const asker: DreamAsker = {
    dream: (wish, steps, { signal } = {}) => {
      asked.push(`${wish.unit} ${steps}`);
      return new Promise((resolve, reject) => {
        signal?.addEventListener('abort', () => reject(new DOMException('left', 'AbortError')));
        answer(wish, steps).then(resolve, reject);
      });
    },
  };
  return { asked, dreams: new Dreams(asker) };
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));
const stepsOf = (dreams: Dreams, wish: Wish): number[] => dreams.growthOf(wish).frames.map(({ steps }) => steps);

test('two pictures grow together, step by step, until nothing more is to come', async () => {
  const { asked, dreams } = asking();
  dreams.want([wishOf(0), wishOf(1)]);
  await settled();
  expect(asked.slice(0, 4)).toEqual(['0 0', '1 0', '0 1', '1 1']);
  expect(stepsOf(dreams, wishOf(0))).toEqual(STEPS);
  expect(stepsOf(dreams, wishOf(1))).toEqual(STEPS);
  expect(dreams.isUnderWay).toBe(false);
});

test('a network that dreams no longer than so is asked for no more', async () => {
  const { dreams } = asking(async (_, steps) => dreamt(steps, 8));
  dreams.want([wishOf(0)]);
  await settled();
  expect(stepsOf(dreams, wishOf(0))).toEqual([0, 1, 2, 4, 6, 8]);
  expect(dreams.isStopped).toBe(false);
});

test('what is stopped stays as far as it came, and goes on from there', async () => {
  const never = new Promise<Dream>(() => undefined);
  let isSlow = true;
  const { asked, dreams } = asking((_, steps) => (isSlow && steps === 4 ? never : Promise.resolve(dreamt(steps))));
  dreams.want([wishOf(0)]);
  await settled();
  dreams.stop();
  await settled();
  expect(stepsOf(dreams, wishOf(0))).toEqual([0, 1, 2]);
  expect([dreams.isStopped, dreams.isUnderWay]).toEqual([true, false]);
  isSlow = false;
  dreams.goOn();
  await settled();
  expect(stepsOf(dreams, wishOf(0))).toEqual(STEPS);
  expect(asked.filter((one) => one === '0 2')).toHaveLength(1);
});

test('a refusal is said of its own wish, and the others grow on', async () => {
  const refusal = new Problem({ title: '', status: 422, detail: 'There is nothing to climb.', field: null });
  const { asked, dreams } = asking((wish, steps) =>
    wish.unit[0] === 0 ? Promise.reject(refusal) : Promise.resolve(dreamt(steps)),
  );
  dreams.want([wishOf(0), wishOf(1)]);
  await settled();
  expect(dreams.growthOf(wishOf(0))).toEqual({ frames: [], refusal: 'There is nothing to climb.' });
  expect(stepsOf(dreams, wishOf(1))).toEqual(STEPS);
  expect(asked.filter((one) => one.startsWith('0'))).toEqual(['0 0']);
});

test('a changed network is another wish, and an answer about the old one is dropped', async () => {
  const { dreams } = asking();
  dreams.want([wishOf(0)]);
  dreams.want([wishOf(0, 'conv1:3=0')]);
  await settled();
  expect(stepsOf(dreams, wishOf(0))).toEqual([]);
  expect(stepsOf(dreams, wishOf(0, 'conv1:3=0'))).toEqual(STEPS);
  expect(dreamAddress(wishOf(0, 'conv1:3=0'), 4)).toBe(
    '/api/networks/tiny/layers/linear1/dream?unit=0&steps=4&edit=conv1:3=0',
  );
});
