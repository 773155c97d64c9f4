/** How two answers that are compared are called, and what is said of their difference. */
import { digitsOf, formatMarked } from '../../core/digits.ts';
import type { Against } from '../../state/network/against.ts';
import type { ComparedLayer } from '../../state/network/comparison.svelte.ts';
import type { NetworkQuestion } from '../../state/network/network-question.ts';
import type { ImageEntry } from '../../wire/answers.ts';
import type { LayerMaps, Prediction } from '../../wire/network-answers.ts';
import type { Unit } from '../../wire/networks.ts';

export interface SideNames {
  readonly one: string;
  readonly other: string;
}

/** What of the two is on screen; the link keeps it as `view=compare=difference`. */
export const COMPARED_VIEWS = ['both', 'a', 'b', 'difference'] as const;
export type ComparedView = (typeof COMPARED_VIEWS)[number];

/** What tells the two apart; `unkept` is A where it is no picture yet. */
export function sideNames(
  { network, image }: NetworkQuestion,
  against: Against,
  samples: readonly ImageEntry[],
  unkept: string | null = null,
): SideNames {
  if (against.kind === 'network') return { one: network, other: against.network };
  if (against.kind === 'trained') return { one: 'as edited', other: 'as trained' };
  return { one: unkept ?? pictureName(image, samples), other: pictureName(against.image, samples) };
}

/** The title of a sample; of a drawing or an upload the beginning of its id. */
export function pictureName(image: string, samples: readonly ImageEntry[]): string {
  const entry = samples.find(({ name, id }) => name === image || id === image);
  return entry?.sample ? entry.title : image.length === 32 ? `picture ${image.slice(0, 6)}` : image;
}

/** `A is larger by ≈ 0.75`: a unit of both, in words. */
export function differenceText(one: number, other: number): string {
  const apart = Math.fround(one - other);
  if (apart === 0) return 'the same in both';
  return `${apart > 0 ? 'A is larger by' : 'A is smaller by'} ${formatMarked(Math.abs(apart), 5)}`;
}

/** The value of a unit in a layer's maps. */
export function valueIn({ volume: { planes, width } }: LayerMaps, unit: Unit): number | undefined {
  const [channel = 0, row = 0, column = 0] = unit;
  return planes[channel]?.[row * width + column];
}

/** B's number beside A's, for where A's is calculated; nothing until both are known in float32. */
export function besideText({ one, other, difference }: ComparedLayer, names: SideNames, unit: Unit): string {
  const [a, b] = [valueIn(one, unit), valueIn(other, unit)];
  if (!difference.exact || a === undefined || b === undefined) return '';
  return `B (${names.other}) ${formatMarked(b, 5)}, ${differenceText(a, b)}`;
}

/** How far a difference of rounded maps may be off. */
export function precisionText(within: number): string {
  return within === 0
    ? 'Calculated in float32.'
    : `To within ±${digitsOf(within, 2).text}: so large a network is compared in 256 steps a map; an opened layer in float32.`;
}

export interface ClassRow {
  readonly index: number;
  readonly name: string;
  readonly one: number;
  readonly other: number;
}

/** The classes that either names among its best, the likeliest of either first; null where the classes are others. */
export function classRows(one: Prediction, other: Prediction): ClassRow[] | null {
  if (one.classes.join() !== other.classes.join()) return null;
  const indices = [...new Set([...one.top, ...other.top].map(({ index }) => index))];
  const rows = indices.map((index) => ({
    index,
    name: one.classes[index] ?? `${index}`,
    one: one.probabilities[index] ?? 0,
    other: other.probabilities[index] ?? 0,
  }));
  return rows.sort((a, b) => Math.max(b.one, b.other) - Math.max(a.one, a.other)).slice(0, 6);
}
