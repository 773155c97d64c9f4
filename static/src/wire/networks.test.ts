import { expect, test } from 'vitest';
import { NetworksClient, restored } from './networks.ts';

/** A server that gives one answer, and what it was asked. */
function serverOf(answer: () => Response): { fetch: typeof fetch; asked: string[] } {
  const asked: string[] = [];
  const answering: typeof fetch = async (address, options) => {
    asked.push(`${options?.method ?? 'GET'} ${address}${options?.body ? ` ${options.body}` : ''}`);
    return answer();
  };
  return { fetch: answering, asked };
}

/** A safetensors answer with maps [2, 1, 2] in 256 steps and their mean. */
function quantisedMaps(): Response {
  const meta = {
    layer: 'conv1',
    ranges: [
      [-1, 1],
      [0, 0],
    ],
    dead: [1],
    quantised: [
      [-1, 1],
      [0, 0],
    ],
  };
  const header = JSON.stringify({
    __metadata__: { meta: JSON.stringify(meta) },
    mean: { dtype: 'F32', shape: [1, 2], data_offsets: [0, 8] },
    maps: { dtype: 'U8', shape: [2, 1, 2], data_offsets: [8, 12] },
  });
  const text = new TextEncoder().encode(header.padEnd(Math.ceil(header.length / 8) * 8));
  const length = new Uint8Array(8);
  new DataView(length.buffer).setBigUint64(0, BigInt(text.length), true);
  return new Response(new Blob([length, text, Float32Array.of(-0.5, 0.5), Uint8Array.of(0, 255, 0, 0)]));
}

test('a layer is asked for once with its picture, and its quantised maps come back as values', async () => {
  const { fetch, asked } = serverOf(quantisedMaps);
  const maps = await new NetworksClient({ fetch }).maps(
    'lenet5',
    'conv1',
    { kind: 'image', image: 'three' },
    { dtype: 'u8' },
  );
  expect(asked).toEqual(['GET /api/networks/lenet5/layers/conv1?image=three&dtype=u8']);
  expect(maps.volume.planes.map((plane) => [...plane])).toEqual([
    [-1, 1],
    [0, 0],
  ]);
  expect([maps.volume.height, maps.volume.width, maps.exact, ...maps.dead]).toEqual([1, 2, false, 1]);
  expect([...maps.mean]).toEqual([-0.5, 0.5]);
});

test('a drawing that is still on the pad is asked about as a grid', async () => {
  const { fetch, asked } = serverOf(() => Response.json({ top: [] }));
  await new NetworksClient({ fetch }).prediction('lenet5', { kind: 'grid', grid: '0,1;128/255,0' });
  expect(asked).toEqual(['GET /api/networks/lenet5/prediction?grid=0,1;128/255,0']);
});

test('a unit is named by its channel, row and column', async () => {
  const { fetch, asked } = serverOf(() => Response.json({ value: 1 }));
  await new NetworksClient({ fetch }).unit('lenet5', 'stage1.conv1', [3, 0, 12], { kind: 'image', image: 'three' });
  expect(asked).toEqual(['GET /api/networks/lenet5/layers/stage1.conv1/unit?image=three&unit=3,0,12']);
});

test('any description is sent whole, and a refusal is the sentence of the server', async () => {
  const detail = 'conv1: A window spanning 5 cells cannot fit in 3.';
  const { fetch, asked } = serverOf(() => Response.json({ title: 'No', status: 422, detail }, { status: 422 }));
  const asking = new NetworksClient({ fetch }).receptiveFields({ input: [1, 3, 3], layers: [{ type: 'conv' }] });
  await expect(asking).rejects.toThrow(detail);
  expect(asked).toEqual(['POST /api/receptive-field {"input":[1,3,3],"layers":[{"type":"conv"}]}']);
});

test('the ends of a channel’s range are exact, what lies between is a 255th of it off at most', () => {
  const { data } = restored({ shape: [1, 1, 3], data: Uint8Array.of(0, 51, 255) }, [[-1, 4]]);
  expect([...data]).toEqual([-1, 0, 4]);
});

test('what the network says goes before the maps of an overview', async () => {
  const given: (RequestPriority | undefined)[] = [];
  const answering =
    (answer: () => Response): typeof fetch =>
    async (_, options) => {
      given.push(options?.priority);
      return answer();
    };
  const shown = { kind: 'image', image: 'three' } as const;
  await new NetworksClient({ fetch: answering(() => Response.json({})) }).prediction('lenet5', shown);
  const maps = new NetworksClient({ fetch: answering(quantisedMaps) });
  await maps.maps('lenet5', 'conv1', shown, { dtype: 'u8' });
  await maps.maps('lenet5', 'conv1', shown).catch(() => 'these are quantised');
  expect(given).toEqual(['high', 'low', 'auto']);
});
