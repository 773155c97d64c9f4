/** The GIF's own thread: colours, compares and packs what the page has painted, so that the page never waits for it. */
import type { Palette } from 'gifenc';
import type { Size } from './clip.ts';
import { GifWriter, type Words } from './gif-writer.ts';

/** What the page says; every message is answered, so that it knows when the next may come. */
export type Told =
  | { readonly kind: 'begin'; readonly size: Size; readonly surfaces: Palette; readonly matte: Palette[number] | null }
  | { readonly kind: 'sample'; readonly bitmap: ImageBitmap }
  | { readonly kind: 'frame'; readonly bitmap: ImageBitmap; readonly delay: number }
  | { readonly kind: 'finish' };

/** The file when it is finished, else nothing. */
export type Answered = Uint8Array<ArrayBuffer> | null;

/** The part of a worker's global scope that is used; the page's types know another. */
interface Scope {
  onmessage: (event: MessageEvent<Told>) => void;
  postMessage(answer: Answered, transfer: Transferable[]): void;
}

const scope = globalThis as unknown as Scope;
let writer: GifWriter | undefined;
let context: OffscreenCanvasRenderingContext2D | null = null;

scope.onmessage = ({ data }) => {
  const answer = heard(data);
  scope.postMessage(answer, answer ? [answer.buffer] : []);
};

function heard(told: Told): Answered {
  if (told.kind === 'begin') {
    const { width, height } = told.size;
    const alpha = told.matte !== null;
    context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true, alpha });
    writer = new GifWriter(told.size, told.surfaces, told.matte);
  }
  if (told.kind === 'sample') writer?.sample(wordsOf(told.bitmap));
  if (told.kind === 'frame') writer?.write(wordsOf(told.bitmap), told.delay);
  return told.kind === 'finish' ? (writer?.finish() ?? null) : null;
}

function wordsOf(bitmap: ImageBitmap): Words {
  if (!context) throw new Error('This browser gives no canvas to read pixels from.');
  const { width, height } = bitmap;
  context.clearRect(0, 0, width, height);
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  return new Uint32Array(context.getImageData(0, 0, width, height).data.buffer as ArrayBuffer);
}
