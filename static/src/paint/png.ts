/** Pixels → PNG without a canvas: uncompressed, because an SVG is made at once and squeezed by whatever carries it. */
import type { Pixels } from './pixels.ts';

const SIGNATURE = [137, 80, 78, 71, 13, 10, 26, 10];
const RGB_8_BITS = [8, 2, 0, 0, 0];
/** The most that one stored block of deflate holds. */
const LARGEST_BLOCK = 65535;

export function pngOf({ width, height, data }: Pixels): Uint8Array {
  const header = [...bigEndian(width), ...bigEndian(height), ...RGB_8_BITS];
  const parts = [
    Uint8Array.from(SIGNATURE),
    chunk('IHDR', Uint8Array.from(header)),
    chunk('IDAT', stored(scanlines(width, height, data))),
    chunk('IEND', new Uint8Array()),
  ];
  return joined(parts);
}

/** The same as an address that an `<image>` can carry in itself. */
export function dataUrlOf(pixels: Pixels): string {
  const bytes = pngOf(pixels);
  let text = '';
  for (let start = 0; start < bytes.length; start += 0x8000) {
    text += String.fromCharCode(...bytes.subarray(start, start + 0x8000));
  }
  return `data:image/png;base64,${btoa(text)}`;
}

/** Every row begins with the number of its filter: 0, none. */
function scanlines(width: number, height: number, data: Uint8ClampedArray): Uint8Array {
  const lines = new Uint8Array(height * (1 + 3 * width));
  let to = 0;
  for (let row = 0; row < height; row++) {
    to++;
    for (let from = 4 * row * width; from < 4 * (row + 1) * width; from += 4) {
      lines[to++] = data[from] as number;
      lines[to++] = data[from + 1] as number;
      lines[to++] = data[from + 2] as number;
    }
  }
  return lines;
}

/** A zlib stream of stored blocks. */
function stored(bytes: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [Uint8Array.of(0x78, 0x01)];
  for (let start = 0; start < bytes.length; start += LARGEST_BLOCK) {
    const block = bytes.subarray(start, start + LARGEST_BLOCK);
    const isLast = start + LARGEST_BLOCK >= bytes.length ? 1 : 0;
    const length = [block.length & 255, block.length >> 8];
    parts.push(Uint8Array.of(isLast, ...length, ...length.map((byte) => byte ^ 255)), block);
  }
  parts.push(Uint8Array.from(bigEndian(adler32(bytes))));
  return joined(parts);
}

function chunk(name: string, body: Uint8Array): Uint8Array {
  const named = joined([Uint8Array.from(name, (letter) => letter.charCodeAt(0)), body]);
  return joined([Uint8Array.from(bigEndian(body.length)), named, Uint8Array.from(bigEndian(crc32(named)))]);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let start = 0;
  for (const part of parts) {
    whole.set(part, start);
    start += part.length;
  }
  return whole;
}

function bigEndian(value: number): number[] {
  return [24, 16, 8, 0].map((shift) => (value >>> shift) & 255);
}

function adler32(bytes: Uint8Array): number {
  let low = 1;
  let high = 0;
  for (const byte of bytes) {
    low = (low + byte) % 65521;
    high = (high + low) % 65521;
  }
  return ((high << 16) | low) >>> 0;
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

function crc32(bytes: Uint8Array): number {
  let value = 0xffffffff;
  for (const byte of bytes) value = (CRC_TABLE[(value ^ byte) & 255] as number) ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}
