import { expect, test } from 'vitest';
import { Pursuit } from './pursuit.ts';

/** Answers that come when the test says so. */
function slowly(): {
  ask: (question: string) => Promise<string>;
  answer: (question: string) => Promise<void>;
  asked: string[];
} {
  const asked: string[] = [];
  const waiting = new Map<string, () => void>();
  return {
    asked,
    ask: (question) => {
      asked.push(question);
      return new Promise((resolve) => waiting.set(question, () => resolve(`${question}!`)));
    },
    answer: async (question) => {
      waiting.get(question)?.();
      await new Promise((resolve) => setTimeout(resolve));
    },
  };
}

test('one question is under way at a time, and of those that come meanwhile only the newest is asked', async () => {
  const { ask, answer, asked } = slowly();
  const taken: string[] = [];
  const pursuit = new Pursuit(
    ask,
    (question, got) => taken.push(`${question} ${got}`),
    () => {},
  );
  void pursuit.want('a');
  void pursuit.want('b');
  void pursuit.want('c');
  await answer('a');
  expect(asked).toEqual(['a', 'c']);
  await answer('c');
  expect(taken).toEqual(['a a!', 'c c!']);
});

test('what nobody wants any more is dropped', async () => {
  const { ask, answer } = slowly();
  const taken: string[] = [];
  const pursuit = new Pursuit(
    ask,
    (question) => taken.push(question),
    () => {},
  );
  void pursuit.want('a');
  pursuit.forget();
  await answer('a');
  expect(taken).toEqual([]);
});

test('a failure is told where it is the newest question that failed, and the next question is asked all the same', async () => {
  const failures: unknown[] = [];
  const taken: string[] = [];
  const ask = async (question: string): Promise<string> => {
    if (question === 'bad') throw new Error('refused');
    return question;
  };
  const pursuit = new Pursuit(
    ask,
    (question) => taken.push(question),
    (error) => failures.push(error),
  );
  const first = pursuit.want('bad');
  void pursuit.want('good');
  await first;
  expect([failures.length, taken]).toEqual([0, ['good']]);
  await pursuit.want('bad');
  expect(failures).toHaveLength(1);
});

test('a question that comes in any moment of another one’s end is asked', async () => {
  for (let moment = 0; moment < 12; moment++) {
    const asked: string[] = [];
    const ask = async (question: string): Promise<string> => {
      asked.push(question);
      return question;
    };
    const pursuit = new Pursuit(
      ask,
      () => {},
      () => {},
    );
    void pursuit.want('a');
    for (let passed = 0; passed < moment; passed++) await Promise.resolve();
    void pursuit.want('b');
    await new Promise((resolve) => setTimeout(resolve));
    expect([moment, asked.at(-1)]).toEqual([moment, 'b']);
  }
});

test('it rests between two answers where another is wanted, and the newest is asked after the rest', async () => {
  const asked: number[] = [];
  const rests: (() => void)[] = [];
  const pursuit = new Pursuit<number, number>(
    async (question) => {
      asked.push(question);
      return question;
    },
    () => undefined,
    () => undefined,
    () => new Promise((resolve) => rests.push(resolve)),
  );
  const done = Promise.all([pursuit.want(1), pursuit.want(2)]);
  await expect.poll(() => rests.length).toBe(1);
  expect(asked).toEqual([1]);
  void pursuit.want(3);
  rests[0]?.();
  await done;
  expect([asked, rests.length]).toEqual([[1, 3], 1]);
});
