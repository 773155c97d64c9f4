import { expect, test } from 'vitest';
import { type PoolingQuestion, readQuestion } from '../../wire/question.ts';
import { adaptively, globally, poolingRefusal, withPool, withWindow } from './choices.ts';

const question = (text: string) => readQuestion(`grid=1&pool=max&window=2&${text}`, 'pooling') as PoolingQuestion;

test('what the engine refuses is refused here, in its words', () => {
  expect(poolingRefusal(question(''), [4, 4])).toBeNull();
  expect(poolingRefusal({ ...question(''), window: { rows: 5, columns: 5 } }, [4, 4])).toContain('cannot fit in 4');
  expect(poolingRefusal({ ...question('dilation=2'), pool: 'avg' }, [4, 4])).toContain('Only max and min');
  expect(poolingRefusal(question('padding=2'), [4, 4])).toContain('would meet no cell of the input');
  expect(poolingRefusal(question('padding=1'), [4, 4])).toBeNull();
});

test('an average is not dilated, and a stride that is the window’s own follows it', () => {
  expect(withPool(question('dilation=2'), 'avg')).toEqual({ pool: 'avg', dilation: { rows: 1, columns: 1 } });
  const three = { rows: 3, columns: 3 };
  expect(withWindow(question(''), three).stride).toEqual(three);
  expect(withWindow(question('stride=1'), three).stride).toEqual({ rows: 1, columns: 1 });
});

test('a global window is the whole input, and an adaptive one is said only where it is even', () => {
  expect(globally([4, 6]).window).toEqual({ rows: 4, columns: 6 });
  expect(adaptively([4, 6], [2, 3])).toMatchObject({
    window: { rows: 2, columns: 2 },
    stride: { rows: 2, columns: 2 },
  });
  expect(adaptively([5, 4], [3, 2])).toBeNull();
});
