import { expect, test } from 'vitest';
import { type PoolingQuestion, readQuestion } from '../../wire/question.ts';
import { poolingRefusal, wayOf, windowsInWords, withPool, withWay, withWindow } from './choices.ts';

const question = (text: string) =>
  readQuestion(`grid=1&pool=max&${text.includes('window') ? '' : 'window=2&'}${text}`, 'pooling') as PoolingQuestion;

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

test('windows follow the output where only that is chosen, and begin anew as two by two cells', () => {
  const asked = question('window=3&stride=1').window;
  expect(wayOf(asked)).toBe('size');
  const even = { ...question(''), ...withWay('output', question(''), [4, 6], [2, 3]) };
  expect(even.window).toEqual({ outputs: { rows: 2, columns: 3 } });
  expect(poolingRefusal(even, [4, 6])).toBeNull();
  expect(withWay('output', question(''), [4, 4], [1, 1]).window).toEqual({ outputs: { rows: 2, columns: 2 } });
  expect(wayOf(withWay('global', even, [4, 6], [2, 3]).window ?? asked)).toBe('global');
  expect(withWay('size', even, [4, 1], [2, 3])).toEqual({
    window: { rows: 2, columns: 1 },
    stride: { rows: 2, columns: 1 },
  });
});

test('where the windows are is told, and which one window does the same', () => {
  expect(windowsInWords([5, 4], { rows: 3, columns: 2 })).toContain('rows 1–2, 2–4, 4–5 and columns 1–2, 3–4');
  expect(windowsInWords([5, 4], { rows: 3, columns: 2 })).toContain('no one window');
  expect(windowsInWords([7, 7], { rows: 3, columns: 3 })).toContain('a window of 3 with stride 2 does the same');
  expect(windowsInWords([2, 2], { rows: 3, columns: 3 })).toContain('more of them than cells');
  expect(windowsInWords([512, 300], { rows: 9, columns: 1 })).toContain('57 or 58 rows each and columns 1–300');
  expect(windowsInWords([512, 300], { rows: 1, columns: 1 })).toBe('One window over all 512 × 300 cells.');
});
