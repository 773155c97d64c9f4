import { expect, test } from 'vitest';
import { described } from '../../core/nets/described.ts';
import { turned } from '../../core/nets/knobs.ts';
import { NetworksClient } from '../../wire/networks.ts';
import { readReceptive } from './question.ts';
import { Receptive } from './receptive.svelte.ts';

/** A server that answers by hand: what it was asked, and what it says to the last question. */
function served() {
  const asked: { address: string; body: unknown }[] = [];
  const waiting: ((response: Response) => void)[] = [];
  const fetching = (address: unknown, options?: RequestInit): Promise<Response> => {
    asked.push({ address: String(address), body: options?.body ? JSON.parse(String(options.body)) : null });
    return new Promise((resolve) => waiting.push(resolve));
  };
  const receptive = new Receptive(new NetworksClient({ fetch: fetching as typeof fetch }));
  const answer = async (body: unknown, status = 200): Promise<void> => {
    waiting.at(-1)?.(new Response(JSON.stringify(body), { status }));
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
    await new Promise((resolve) => setTimeout(resolve));
  };
  return { receptive, asked, answer };
}

function opened(link: string) {
  const all = served();
  all.receptive.open(readReceptive(link).question);
  return all;
}

test('a stack has its numbers at once, and the server is asked for the same', async () => {
  const { receptive, asked, answer } = opened('layers=conv:3~conv:3');
  expect(receptive.layers.map(({ receptive_field: [size] }) => size)).toEqual([1, 3, 5]);
  expect(receptive.check).toBe('asking');
  expect(asked[0]?.address).toBe('/api/receptive-field');
  await answer({ layers: described(receptive.stack ?? ({} as never)).layers });
  expect(receptive.check).toBe('agrees');
});

test('a server that says other numbers is not passed over', async () => {
  const { receptive, answer } = opened('layers=conv:3');
  const layers = receptive.layers.map((layer) => ({ ...layer, parameters: layer.parameters + 1 }));
  await answer({ layers });
  expect(receptive.check).toBe('differs');
});

test('a wrong description is shown as far as it goes, its fault in the server’s words', async () => {
  const { receptive, answer } = opened('input=3,16&layers=conv:3~conv:3,i3~conv:3');
  expect(receptive.layers.map(({ name }) => name)).toEqual(['input', 'conv1']);
  expect(receptive.fault).toEqual({ layer: 'conv2', message: 'It was made for 3 input channels, but 8 come in.' });
  await answer({ status: 422, title: 'No', detail: 'conv2: So it is.', field: null, layer: 'conv2' }, 422);
  expect(receptive.check).toBe('refuses');
  expect(receptive.fault).toEqual({ layer: 'conv2', message: 'So it is.' });
});

test('the unit at hand is the middle of the last maps, or the nearest that there is', () => {
  const { receptive } = opened('layers=conv:3~max:2');
  expect([receptive.layer?.name, receptive.unit.place]).toEqual(['pool1', [3, 3]]);
  receptive.pin(1, [99, 5]);
  expect([receptive.layer?.name, receptive.unit.place, receptive.pinned]).toEqual(['conv1', [13, 5], true]);
});

test('a pinned unit stays where the pointer goes, and is let go again', () => {
  const { receptive } = opened('layers=conv:3');
  receptive.pin(1, [4, 4]);
  receptive.point(1, [6, 6]);
  expect(receptive.unit.place).toEqual([4, 4]);
  receptive.release();
  receptive.point(1, [6, 6]);
  expect(receptive.unit.place).toEqual([6, 6]);
});

test('a gesture is one step back, and undo brings the stack again', () => {
  const { receptive } = opened('layers=conv:3');
  const before = receptive.stack;
  for (const size of [4, 5, 6]) {
    if (receptive.stack) receptive.build(turned(receptive.stack, 0, 'size', size), 'size 0');
  }
  receptive.settle();
  expect(receptive.steps).toBe(1);
  receptive.undo();
  expect(receptive.stack).toEqual(before);
  expect([receptive.canUndo, receptive.canRedo]).toEqual([false, true]);
  receptive.redo();
  expect(receptive.stack?.layers[0]?.size).toBe(6);
});

test('a network of the zoo comes from the server, and a server that is away is told', async () => {
  const { receptive, answer } = opened('network=lenet5');
  expect(receptive.layers).toEqual([]);
  await answer({ status: 404, title: 'No', detail: 'There is no such network.', field: 'network', layer: null }, 404);
  expect(receptive.problem).toBe('There is no such network.');
});

test('another network begins at its own last maps', () => {
  const { receptive } = opened('layers=conv:3&layer=conv1&unit=0,1,1');
  receptive.choose('vgg16');
  expect(receptive.question).toMatchObject({ layer: null, unit: null });
  receptive.undo();
  expect(receptive.stack?.layers).toHaveLength(1);
});
