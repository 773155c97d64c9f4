/** What stands under a stop's picture, and how many lines that takes. */
import { handsOn } from '../../core/nets/layer.ts';
import { nameWithin } from '../../core/nets/scopes.ts';
import type { Stop } from '../../core/nets/stops.ts';
import type { LayerEntry } from '../../wire/network-answers.ts';
import { lastName, typeName, windowText } from './words.ts';

export interface StopWords {
  readonly name: string;
  /** What follows within the stop: `batch norm, ReLU`. */
  readonly after: string;
  readonly shape: string;
  readonly window: string;
}

const SHORT: Readonly<Record<string, string>> = { 'batch-norm': 'norm', 'local-norm': 'norm' };

/** The words of one picture of a stop: of the only one, which stands for all its layers, or of each its own. */
export function wordsOf({ layers }: Stop<LayerEntry>, layer: LayerEntry, { scope, isOnly, isWhole }: Told): StopWords {
  const [head, ...followers] = layers;
  const after = followers.map(({ type, name }) =>
    handsOn({ ...head, type }) ? (SHORT[type] ?? typeName(type)) : lastName(name),
  );
  return {
    name: nameWithin(isOnly ? head.name : layer.name, scope),
    after: isOnly ? after.join(', ') : '',
    shape: layer.output_shape.join('×'),
    window: isOnly || layer === head ? windowText(isWhole ? head : { ...head, padding: null }) : '',
  };
}

interface Told {
  /** What stands over it. */
  readonly scope: string;
  readonly isOnly: boolean;
  /** A short network has room for all there is to say. */
  readonly isWhole: boolean;
}

/** How much is left out, from nothing to all but the picture. */
export const TERSE = [0, 1, 2, 3] as const;

/** The same with less: without what the layer does, then without its shape, then without its name. */
export function shortened(all: StopWords, terse: number): StopWords {
  const { name, shape } = all;
  if (terse === 0) return all;
  return { name: terse < 3 ? name : '', after: '', shape: terse < 2 ? shape : '', window: '' };
}

/** Of what breaks at spaces and behind dots only. */
export function longestWord(texts: readonly string[]): number {
  return Math.max(0, ...texts.flatMap((text) => text.split(/ |(?<=\.)/)).map(({ length }) => length));
}

/** How many lines a text takes that breaks at spaces and behind dots. */
export function linesOf(text: string, perLine: number): number {
  if (text === '') return 0;
  let [lines, used] = [1, 0];
  for (const part of text.match(/[^ .]*[ .]?/g) ?? []) {
    const length = part.trimEnd().length;
    if (used > 0 && used + length > perLine) {
      lines++;
      used = 0;
    }
    used += part.length;
  }
  return lines;
}

/** As many lines as the words take with a count of dead maps, which comes and goes with the picture. */
export function heightOf({ name, after, shape, window }: StopWords, perLine: number, mayDie: boolean): number {
  const texts = [name, after, mayDie ? `${shape} 00\u00a0dead` : shape, window];
  return texts.reduce((sum, text) => sum + linesOf(text, perLine), 0);
}
