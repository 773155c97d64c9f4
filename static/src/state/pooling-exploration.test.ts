import { expect, test } from 'vitest';
import type { OutputMeta } from '../wire/answers.ts';
import { type PoolingQuestion, readQuestion } from '../wire/question.ts';
import { readAddress } from './link.svelte.ts';
import { type PoolingAsker, PoolingExploration } from './pooling-exploration.svelte.ts';

const LECTURE = 'grid=1,5,3,2;0,2,1,1;4,4,6,35;4,4,6,17&pool=max&window=2';
const meta = { range: [3, 35], clip: [0, 35], histogram: { counts: [], edges: [] }, clipped_share: 0 };

function answering(asked: string[]): PoolingAsker {
  return {
    pooling: async ({ pool }) => {
      asked.push(pool);
      return {
        output: { dtype: 'F32', shape: [1, 2, 2], data: Float32Array.of(5, 3, 4, 35) },
        winner: { dtype: 'I32', shape: [1, 2, 2], data: Int32Array.of(1, 2, 8, 11) },
        meta: meta as unknown as OutputMeta,
      };
    },
    image: async () => {
      throw new Error('No picture is asked for.');
    },
  };
}

test('a pooling is asked, shown whole, changed and undone like any other question', async () => {
  const asked: string[] = [];
  const question = readQuestion(LECTURE, 'pooling') as PoolingQuestion;
  const exploration = new PoolingExploration({ asker: answering(asked), question });
  await exploration.start();
  expect(Array.from(exploration.output?.planes[0] ?? [])).toEqual([5, 3, 4, 35]);
  expect(Array.from(exploration.shown?.winners?.[0] ?? [])).toEqual([1, 2, 8, 11]);
  expect(exploration.subject).toMatchObject({ operation: 'pooling', pool: 'max', units: 'values' });
  exploration.change({ pool: 'avg' });
  expect(exploration.text).toContain('pool=avg');
  exploration.undo();
  expect(exploration.question.pool).toBe('max');
  expect(asked).toEqual(['max', 'avg', 'max']);
});

test('a link without a pool or a window takes the opening’s, and one that cannot be read says why', () => {
  const opening = { op: 'pooling' as const, text: LECTURE };
  const open = (search: string) => readAddress<PoolingQuestion>(search, opening);
  expect(open('').question.window).toEqual({ rows: 2, columns: 2 });
  expect(open('image=face').question).toMatchObject({ pool: 'max', subject: { kind: 'image', image: 'face' } });
  expect(open('grid=1,2;3,4&window=1').question.stride).toEqual({ rows: 1, columns: 1 });
  expect(open('kernel=1').problem?.message).toContain('kernel');
});
