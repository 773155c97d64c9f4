import { expect, test } from 'vitest';
import { BrokenAnswer, readSafetensors, tensorOf } from './safetensors.ts';

/** A safetensors buffer of a header as it is written and bytes of data. */
function packed(header: unknown, data: ArrayLike<number> = [], padding = ''): ArrayBuffer {
  const text = new TextEncoder().encode((typeof header === 'string' ? header : JSON.stringify(header)) + padding);
  const bytes = new Uint8Array(8 + text.length + data.length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true);
  bytes.set(text, 8);
  bytes.set(data, 8 + text.length);
  return bytes.buffer;
}

function bytesOf(values: ArrayBufferView): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

/** Spaces that put the data on an 8-byte boundary, as the server's writer does. */
function aligning(header: unknown): string {
  return ' '.repeat((8 - (new TextEncoder().encode(JSON.stringify(header)).length % 8)) % 8);
}

const one = (dtype: string, shape: number[], end: number, begin = 0): unknown => ({
  output: { dtype, shape, data_offsets: [begin, end] },
});

test('an aligned float tensor is a view: nothing is copied', () => {
  const header = one('F32', [1, 1, 2], 8);
  const buffer = packed(header, bytesOf(Float32Array.of(1.5, -2)), aligning(header));
  const { data, shape } = tensorOf(readSafetensors(buffer), 'output', Float32Array);
  expect([...data]).toEqual([1.5, -2]);
  expect(shape).toEqual([1, 1, 2]);
  expect(data.buffer).toBe(buffer);
});

test('a tensor that is not aligned is copied and read all the same', () => {
  const header = one('F32', [2], 8);
  const buffer = packed(header, bytesOf(Float32Array.of(1.5, -2)), `${aligning(header)} `);
  const { data } = tensorOf(readSafetensors(buffer), 'output', Float32Array);
  expect([...data]).toEqual([1.5, -2]);
  expect(data.buffer).not.toBe(buffer);
});

test('whole numbers, bytes and half floats are read', () => {
  const header = {
    winner: { dtype: 'I32', shape: [2], data_offsets: [0, 8] },
    half: { dtype: 'F16', shape: [5], data_offsets: [8, 18] },
    maps: { dtype: 'U8', shape: [2], data_offsets: [18, 20] },
  };
  const data = [
    ...bytesOf(Int32Array.of(-1, 70000)),
    ...bytesOf(Uint16Array.of(0x3c00, 0xc100, 0x0001, 0x7c00, 0x7e00)),
    ...[0, 255],
  ];
  const { tensors } = readSafetensors(packed(header, data));
  expect([...(tensors.get('winner')?.data ?? [])]).toEqual([-1, 70000]);
  expect([...(tensors.get('half')?.data ?? [])]).toEqual([1, -2.5, 2 ** -24, Number.POSITIVE_INFINITY, Number.NaN]);
  expect([...(tensors.get('maps')?.data ?? [])]).toEqual([0, 255]);
});

test('the meta text is parsed, and null where there is none', () => {
  expect(readSafetensors(packed({ __metadata__: { meta: '{"device":"cpu"}' } })).meta).toEqual({ device: 'cpu' });
  expect(readSafetensors(packed({ __metadata__: { format: 'pt' } })).meta).toBeNull();
  expect(readSafetensors(packed({})).meta).toBeNull();
});

test.each([
  ['too short', new ArrayBuffer(7), '7 bytes are too few'],
  ['a header longer than the file', new Uint8Array([9, 0, 0, 0, 0, 0, 0, 0, 123]).buffer, 'claims 9 bytes and only 1'],
  ['not UTF-8', new Uint8Array([1, 0, 0, 0, 0, 0, 0, 0, 255]).buffer, 'not UTF-8'],
  ['not JSON', packed('{"a"'), 'not JSON'],
  ['not an object', packed('[]'), 'not a JSON object'],
  ['metadata that is a list', packed({ __metadata__: [] }), 'metadata is not'],
  ['meta that is not JSON', packed({ __metadata__: { meta: '{' } }), 'meta text is not JSON'],
  ['a tensor that is a number', packed({ output: 3 }), 'not described'],
  ['a type that is not read', packed(one('F64', [1], 8)), 'the type F64'],
  ['a name of Object for a type', packed(one('toString', [1], 8)), 'the type toString'],
  ['a shape with a fraction', packed(one('F32', [1.5], 6)), 'no shape'],
  ['an end before the beginning', packed(one('F32', [1], 0, 4)), 'begins and ends'],
  ['fewer bytes than the shape needs', packed(one('F32', [2], 4), [0, 0, 0, 0]), 'needs 8 bytes and has 4'],
  ['a gap before the tensor', packed(one('U8', [1], 2, 1), [0, 0]), 'begins at byte 1'],
  ['an end outside the file', packed(one('U8', [9], 9), [0]), 'fill 9 bytes of data and 1 came'],
  ['bytes that belong to nobody', packed(one('U8', [1], 1), [0, 0]), 'fill 1 bytes of data and 2 came'],
])('refused with its own reason: %s', (_, buffer, reason) => {
  expect(() => readSafetensors(buffer)).toThrow(BrokenAnswer);
  expect(() => readSafetensors(buffer)).toThrow(reason);
});

test('overlapping tensors are refused', () => {
  const header = {
    a: { dtype: 'U8', shape: [2], data_offsets: [0, 2] },
    b: { dtype: 'U8', shape: [2], data_offsets: [1, 3] },
  };
  expect(() => readSafetensors(packed(header, [0, 0, 0]))).toThrow('"b" begins at byte 1 of the data, not at 2');
});

test('a tensor that is missing or of another type is told by name', () => {
  const answer = readSafetensors(packed(one('U8', [1], 1), [7]));
  expect(() => tensorOf(answer, 'winner', Int32Array)).toThrow('no tensor "winner"; it has output');
  expect(() => tensorOf(answer, 'output', Float32Array)).toThrow('is a Uint8Array, not a Float32Array');
});
