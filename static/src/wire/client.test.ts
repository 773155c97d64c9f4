import { expect, test } from 'vitest';
import { addressOf, Client } from './client.ts';
import { Problem } from './problem.ts';
import { type ImageSubject, readQuestion } from './question.ts';

type Answer = () => Response;

/** A server that gives its answers in turn, and what it was asked. */
function serverOf(...answers: Answer[]): { fetch: typeof fetch; asked: { address: string; accept: string | null }[] } {
  const asked: { address: string; accept: string | null }[] = [];
  const answering: typeof fetch = async (address, options) => {
    asked.push({ address: String(address), accept: new Headers(options?.headers).get('Accept') });
    options?.signal?.throwIfAborted();
    const answer = answers[Math.min(asked.length, answers.length) - 1];
    if (!answer) throw new TypeError('The server has no answer.');
    return answer();
  };
  return { fetch: answering, asked };
}

function tensorsAnswer(name: string, values: Float32Array, meta: unknown): Response {
  const header = JSON.stringify({
    __metadata__: { meta: JSON.stringify(meta) },
    [name]: { dtype: 'F32', shape: [1, 1, values.length], data_offsets: [0, values.byteLength] },
  });
  const text = new TextEncoder().encode(header);
  const length = new Uint8Array(8);
  new DataView(length.buffer).setBigUint64(0, BigInt(text.length), true);
  return new Response(new Blob([length, text, new Uint8Array(values.buffer as ArrayBuffer)]));
}

const busy = (retryAfter: string): Response =>
  Response.json(
    { title: 'Too busy', status: 503, detail: 'Come back soon.', field: null },
    { status: 503, headers: { 'Retry-After': retryAfter } },
  );

const sobel = readQuestion('image=face&kernel=sobel-x', 'convolution');

test('a convolution is asked by its canonical text and comes as tensors with their meta', async () => {
  const { fetch, asked } = serverOf(() => tensorsAnswer('output', Float32Array.of(1, -1), { range: [-1, 1] }));
  const { output, winner, meta } = await new Client({ fetch }).convolution(sobel);
  expect(asked).toEqual([
    { address: '/api/convolution?image=face&kernel=sobel-x', accept: 'application/x-safetensors' },
  ]);
  expect([...output.data]).toEqual([1, -1]);
  expect(meta.range).toEqual([-1, 1]);
  expect(winner).toBeNull();
});

test("an image is asked for as the question's operation sees it", async () => {
  const { fetch, asked } = serverOf(() => tensorsAnswer('image', Float32Array.of(0.5), { id: 'f00' }));
  const subject = readQuestion('image=face&size=64,32&kernel=1', 'convolution').subject as ImageSubject;
  const { image, meta } = await new Client({ fetch }).image(subject);
  expect(asked[0]?.address).toBe('/api/images/face?size=64,32&channels=gray');
  expect([...image.data]).toEqual([0.5]);
  expect(meta.id).toBe('f00');
});

test('steps name their operation first and leave the usual range out', async () => {
  const { fetch, asked } = serverOf(() => Response.json({ steps: [] }));
  const client = new Client({ fetch });
  await client.steps(sobel);
  await client.steps(sobel, { from: 128, count: 16 });
  expect(asked.map(({ address }) => address)).toEqual([
    '/api/steps?op=convolution&image=face&kernel=sobel-x',
    '/api/steps?op=convolution&image=face&kernel=sobel-x&from=128&count=16',
  ]);
});

test("a refusal is a Problem with the server's sentence and the field to mend", async () => {
  const problem = { title: 'No', status: 422, detail: 'A window spanning 5 cells cannot fit in 3.', field: 'kernel' };
  const { fetch } = serverOf(() => Response.json(problem, { status: 422 }));
  const refused = await new Client({ fetch }).convolution(sobel).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(Problem);
  expect(refused).toMatchObject({ message: problem.detail, field: 'kernel', status: 422, retryAfter: null });
});

test('a page that is no problem+json, a proxy’s say, still becomes a Problem', async () => {
  const { fetch } = serverOf(() => new Response('<h1>Bad gateway</h1>', { status: 502 }));
  await expect(new Client({ fetch }).kernels()).rejects.toMatchObject({ status: 502, field: null });
});

test('a busy server is asked again when it says so', async () => {
  const waits: number[] = [];
  const wait = async (seconds: number): Promise<void> => void waits.push(seconds);
  const { fetch, asked } = serverOf(
    () => busy('2'),
    () => busy('1'),
    () => Response.json({ samples: [] }),
  );
  await expect(new Client({ fetch, patience: { wait } }).images()).resolves.toEqual({ samples: [] });
  expect(waits).toEqual([2, 1]);
  expect(asked).toHaveLength(3);
});

test('a server that stays busy, or asks for too long a wait, is told as a Problem', async () => {
  const wait = async (): Promise<void> => {};
  const always = serverOf(() => busy('1'));
  await expect(new Client({ fetch: always.fetch, patience: { wait, times: 2 } }).images()).rejects.toMatchObject({
    status: 503,
  });
  expect(always.asked).toHaveLength(3);
  const long = serverOf(() => busy('60'));
  await expect(new Client({ fetch: long.fetch, patience: { wait } }).images()).rejects.toMatchObject({
    retryAfter: 60,
  });
  expect(long.asked).toHaveLength(1);
});

test('who stops waiting for a busy server is let go at once', async () => {
  const leaving = new AbortController();
  const { fetch } = serverOf(() => {
    queueMicrotask(() => setTimeout(() => leaving.abort(new Error('left')), 0));
    return busy('5');
  });
  await expect(new Client({ fetch }).images({ signal: leaving.signal })).rejects.toThrow('left');
});

test('the address of a question is its link', () => {
  expect(addressOf(readQuestion('pool=max&window=2,2&image=cat', 'pooling'))).toBe(
    '/api/pooling?image=cat&pool=max&window=2',
  );
});

test('a server that gives no answer at all is unreachable, before the answer and in its middle', async () => {
  const failure = (): never => {
    throw new TypeError('Failed to fetch');
  };
  const cut = (): Response => new Response(new ReadableStream({ pull: failure }));
  for (const answer of [failure, cut]) {
    const client = new Client({ fetch: serverOf(answer).fetch });
    await expect(client.convolution(sobel)).rejects.toMatchObject({ name: 'Unreachable' });
    await expect(client.images()).rejects.toMatchObject({ name: 'Unreachable' });
  }
});

test('an answer that is no JSON, a proxy’s page say, is a broken answer', async () => {
  const { fetch } = serverOf(() => new Response('<h1>Hello</h1>'));
  await expect(new Client({ fetch }).images()).rejects.toMatchObject({ name: 'BrokenAnswer' });
});
