/**
 * The reader of `application/x-safetensors`: 8 bytes of header length, a JSON header, the data. Tensors are views on
 * the buffer where their bytes are aligned, copies where they are not; a malformed buffer is refused with its reason.
 */

export interface Tensor<Data extends TensorData = TensorData> {
  readonly shape: readonly number[];
  readonly data: Data;
}

export type TensorData = Float32Array | Int32Array | Uint8Array;

/** An answer's tensors by name, and what the server says about them. */
export interface Tensors {
  readonly tensors: ReadonlyMap<string, Tensor>;
  /** `__metadata__.meta`, parsed; null where the file has none. */
  readonly meta: unknown;
}

/** Bytes that are no safetensors; `message` says what is wrong with them. */
export class BrokenAnswer extends Error {
  override readonly name = 'BrokenAnswer';
}

const BYTES_OF: ReadonlyMap<string, number> = new Map([
  ['F32', 4],
  ['I32', 4],
  ['U8', 1],
  ['F16', 2],
]);
const LENGTH_BYTES = 8;

interface TensorInfo {
  readonly name: string;
  readonly dtype: string;
  /** Of one value. */
  readonly bytes: number;
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
}

export function readSafetensors(buffer: ArrayBuffer): Tensors {
  const { header, start } = readHeader(buffer);
  const { __metadata__: metadata, ...described } = header;
  const infos = Object.entries(described).map(([name, info]) => readInfo(name, info));
  requireCovering(infos, buffer.byteLength - start);
  const tensors = infos.map((info) => [info.name, viewOf(buffer, start, info)] as const);
  return { tensors: new Map(tensors), meta: readMeta(metadata) };
}

/** A tensor that must be there, in the type that it must have. */
export function tensorOf<Data extends TensorData>(
  { tensors }: Tensors,
  name: string,
  type: abstract new (...arguments_: never[]) => Data,
): Tensor<Data> {
  const tensor = tensors.get(name);
  if (!tensor) throw new BrokenAnswer(`The answer has no tensor "${name}"; it has ${[...tensors.keys()].join(', ')}.`);
  if (!(tensor.data instanceof type)) {
    throw new BrokenAnswer(`The tensor "${name}" is a ${tensor.data.constructor.name}, not a ${type.name}.`);
  }
  return { shape: tensor.shape, data: tensor.data };
}

function readHeader(buffer: ArrayBuffer): { header: Record<string, unknown>; start: number } {
  if (buffer.byteLength < LENGTH_BYTES) {
    throw new BrokenAnswer(`${buffer.byteLength} bytes are too few for a safetensors file: its length alone takes 8.`);
  }
  const length = new DataView(buffer).getBigUint64(0, true);
  const room = buffer.byteLength - LENGTH_BYTES;
  if (length > BigInt(room)) throw new BrokenAnswer(`The header claims ${length} bytes and only ${room} follow.`);
  const text = decodeText(new Uint8Array(buffer, LENGTH_BYTES, Number(length)));
  return { header: parseObject(text, 'The header'), start: LENGTH_BYTES + Number(length) };
}

function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) throw new BrokenAnswer('The header is not UTF-8 text.');
    throw error;
  }
}

function parseObject(text: string, what: string): Record<string, unknown> {
  const parsed = parseJson(text, what);
  if (!isObject(parsed)) throw new BrokenAnswer(`${what} is not a JSON object.`);
  return parsed;
}

/** A text that must be JSON; `what` begins the sentence of its refusal. */
export function parseJson(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) throw new BrokenAnswer(`${what} is not JSON: ${error.message}.`);
    throw error;
  }
}

function readMeta(metadata: unknown): unknown {
  if (metadata === undefined) return null;
  if (!isObject(metadata)) throw new BrokenAnswer('The metadata is not a JSON object.');
  return typeof metadata.meta === 'string' ? parseJson(metadata.meta, 'The meta text') : null;
}

function readInfo(name: string, info: unknown): TensorInfo {
  if (!isObject(info)) throw new BrokenAnswer(`The tensor "${name}" is not described by an object.`);
  const { dtype, shape, data_offsets: offsets } = info;
  const bytes = typeof dtype === 'string' ? BYTES_OF.get(dtype) : undefined;
  if (typeof dtype !== 'string' || bytes === undefined) {
    throw new BrokenAnswer(
      `The tensor "${name}" has the type ${String(dtype)}; ${[...BYTES_OF.keys()].join(', ')} are read.`,
    );
  }
  if (!isCounts(shape)) throw new BrokenAnswer(`The tensor "${name}" has no shape of whole numbers.`);
  const [begin, end, ...more] = isCounts(offsets) ? offsets : [];
  if (begin === undefined || end === undefined || more.length > 0 || begin > end) {
    throw new BrokenAnswer(`The tensor "${name}" does not say where it begins and ends.`);
  }
  const needed = shape.reduce((cells, side) => cells * side, 1) * bytes;
  if (needed !== end - begin) {
    throw new BrokenAnswer(
      `The tensor "${name}" of ${shape.join('×')} ${dtype} needs ${needed} bytes and has ${end - begin}.`,
    );
  }
  return { name, dtype, bytes, shape, begin, end };
}

/** The tensors fill the data from its first byte to its last: no gap, no overlap. */
function requireCovering(infos: readonly TensorInfo[], bytes: number): void {
  let reached = 0;
  for (const { name, begin, end } of [...infos].sort((a, b) => a.begin - b.begin || a.end - b.end)) {
    if (begin !== reached) {
      throw new BrokenAnswer(`The tensor "${name}" begins at byte ${begin} of the data, not at ${reached}.`);
    }
    reached = end;
  }
  if (reached !== bytes) throw new BrokenAnswer(`The tensors fill ${reached} bytes of data and ${bytes} came.`);
}

function viewOf(buffer: ArrayBuffer, start: number, { dtype, bytes, shape, begin, end }: TensorInfo): Tensor {
  const from = start + begin;
  const aligned = from % bytes === 0;
  const source = aligned ? buffer : buffer.slice(from, start + end);
  return { shape, data: typed(dtype, source, aligned ? from : 0, (end - begin) / bytes) };
}

function typed(dtype: string, source: ArrayBuffer, offset: number, length: number): TensorData {
  switch (dtype) {
    case 'F32':
      return new Float32Array(source, offset, length);
    case 'I32':
      return new Int32Array(source, offset, length);
    case 'F16':
      return Float32Array.from(new Uint16Array(source, offset, length), halfToNumber);
    default:
      return new Uint8Array(source, offset, length);
  }
}

/** IEEE 754 half precision: 1 sign, 5 exponent and 10 fraction bits. */
function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCounts(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((count) => Number.isSafeInteger(count) && count >= 0);
}
