import { expect, test } from 'vitest';
import { whenIdle } from './sight.ts';

test('where a browser has no idle callbacks, a short while is waited; what was called off is not called', async () => {
  const called: string[] = [];
  const finished = new Promise<void>((resolve) => {
    const callOff = whenIdle(() => called.push('first'));
    whenIdle(() => {
      called.push('second');
      resolve();
    });
    callOff();
  });
  await finished;
  expect(called).toEqual(['second']);
});
