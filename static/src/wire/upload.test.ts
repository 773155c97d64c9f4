import { expect, test } from 'vitest';
import { upload } from './upload.ts';

/** An XMLHttpRequest whose server is the test. */
class Sending extends EventTarget {
  readonly upload = new EventTarget();
  readonly headers = new Map<string, string>();
  status = 0;
  responseText = '';
  sent: Blob | null = null;

  open(method: string, address: string): void {
    this.headers.set('', `${method} ${address}`);
  }

  setRequestHeader(name: string, value: string): void {
    this.headers.set(name, value);
  }

  getResponseHeader(): null {
    return null;
  }

  send(file: Blob): void {
    this.sent = file;
  }

  abort(): void {
    this.dispatchEvent(new Event('abort'));
  }

  progress(loaded: number, total: number): void {
    this.upload.dispatchEvent(Object.assign(new Event('progress'), { loaded, total }));
  }

  answer(status: number, body: unknown): void {
    this.status = status;
    this.responseText = JSON.stringify(body);
    this.dispatchEvent(new Event('load'));
  }
}

const picture = new Blob(['bytes'], { type: 'image/png' });

function start(options: { signal?: AbortSignal; onProgress?: (share: number) => void } = {}) {
  const sending = new Sending();
  const request = (): XMLHttpRequest => sending as unknown as XMLHttpRequest;
  return { sending, done: upload(picture, { ...options, request }) };
}

test('a picture is sent as it is, its progress told, and its entry answered', async () => {
  const shares: number[] = [];
  const { sending, done } = start({ onProgress: (share) => shares.push(share) });
  sending.progress(1, 4);
  sending.progress(4, 4);
  sending.answer(201, { id: 'f00' });
  expect(await done).toEqual({ id: 'f00' });
  expect(shares).toEqual([0.25, 1]);
  expect(sending.sent).toBe(picture);
  expect(sending.headers.get('')).toBe('POST /api/images');
  expect(sending.headers.get('Content-Type')).toBe('image/png');
});

test("a refused picture is a Problem with the server's sentence", async () => {
  const { sending, done } = start();
  sending.answer(413, { title: 'Too large', status: 413, detail: 'The upload is larger than 32 MiB.', field: null });
  await expect(done).rejects.toMatchObject({
    name: 'Problem',
    status: 413,
    message: 'The upload is larger than 32 MiB.',
  });
});

test('an upload can be left, before it starts and under way', async () => {
  const leaving = new AbortController();
  const { done } = start({ signal: leaving.signal });
  leaving.abort(new Error('left'));
  await expect(done).rejects.toThrow('left');
  await expect(start({ signal: leaving.signal }).done).rejects.toThrow('left');
});

test('no connection is told in a sentence', async () => {
  const { sending, done } = start();
  sending.dispatchEvent(new Event('error'));
  await expect(done).rejects.toThrow('no connection');
});
