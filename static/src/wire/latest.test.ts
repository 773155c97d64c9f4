import { expect, test } from 'vitest';
import { LATE, Latest } from './latest.ts';

/** A question whose answer is given by hand. */
function open<T>(): { promise: Promise<T>; resolve: (value: T) => void; reject: (error: Error) => void } {
  let resolve: (value: T) => void = () => {};
  let reject: (error: Error) => void = () => {};
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}

test('an answer that comes late is not shown', async () => {
  const latest = new Latest();
  const [old, young] = [open<string>(), open<string>()];
  const first = latest.ask(() => old.promise);
  const second = latest.ask(() => young.promise);
  young.resolve('new');
  old.resolve('old');
  expect(await Promise.all([first, second])).toEqual([LATE, 'new']);
});

test('a newer question aborts the older one, and its failure is late too', async () => {
  const latest = new Latest();
  let aborted = false;
  const first = latest.ask(async (signal) => {
    const failing = open<string>();
    signal.addEventListener('abort', () => {
      aborted = true;
      failing.reject(new Error('aborted'));
    });
    return failing.promise;
  });
  expect(await latest.ask(async () => 'new')).toBe('new');
  expect(await first).toBe(LATE);
  expect(aborted).toBe(true);
});

test('the newest question may fail, and says so', async () => {
  await expect(new Latest().ask(() => Promise.reject(new Error('refused')))).rejects.toThrow('refused');
});

test('after cancel nobody is answered', async () => {
  const latest = new Latest();
  const asked = open<string>();
  const answer = latest.ask(() => asked.promise);
  latest.cancel();
  asked.resolve('too late');
  expect(await answer).toBe(LATE);
});
