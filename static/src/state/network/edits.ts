/** What is changed in the network, asked about: which maps are silent, which kernels are whose, and in words. */
import { shortest } from '../../core/digits.ts';
import { type WrittenNumber, writeDecimal } from '../../core/numbers.ts';
import {
  type Edit,
  type Edits,
  placeOf,
  type Rewrite,
  readEdits,
  UNEDITED,
  withEdit,
  without,
  writeEdit,
  writeEdits,
} from '../../wire/edits.ts';
import type { LayerEntry, LayerWeights } from '../../wire/network-answers.ts';
import type { Shown } from '../../wire/networks.ts';
import type { Plane } from '../../wire/values.ts';

/** Which kernel: of a filter, over one of its input channels, counted within its group. */
export type KernelPlace = Omit<Rewrite, 'kind' | 'kernel'>;

export function editsOf({ edit }: Shown): Edits {
  return edit ? readEdits(edit) : UNEDITED;
}

export function isSilenced(edits: Edits, layer: string, channel: number): boolean {
  return edits.some((one) => one.kind === 'silence' && one.layer === layer && one.channel === channel);
}

/** The same with one channel of these layers heard again: what it would hand on. */
export function heard({ edit, ...picture }: Shown, layers: readonly string[], channel: number): Shown {
  const left = editsOf(edit ? { ...picture, edit } : picture).filter(
    (one) => one.kind === 'rewrite' || one.channel !== channel || !layers.includes(one.layer),
  );
  return left.length > 0 ? { ...picture, edit: writeEdits(left) } : picture;
}

/** How many channels of a layer are silent, and how many of its kernels are not the learned ones. */
export function countsOf(edits: Edits, layer: string): { readonly silenced: number; readonly rewritten: number } {
  const here = edits.filter((one) => one.layer === layer);
  const silenced = here.filter(({ kind }) => kind === 'silence').length;
  return { silenced, rewritten: here.length - silenced };
}

/** Silent, or heard again. */
export function toggled(edits: Edits, layer: string, channel: number): Edits {
  const silence = { kind: 'silence', layer, channel } as const;
  return isSilenced(edits, layer, channel) ? without(edits, placeOf(silence)) : withEdit(edits, silence);
}

/** With these numbers for a kernel; the learned ones are no change. */
export function rewritten(edits: Edits, place: KernelPlace, kernel: Plane, learned: Plane): Edits {
  const rewrite = { kind: 'rewrite', ...place, kernel } as const;
  return writeEdit(rewrite) === writeEdit({ ...rewrite, kernel: learned })
    ? without(edits, placeOf(rewrite))
    : withEdit(edits, rewrite);
}

/** The numbers that a kernel has been given; null where it is as learned. */
export function kernelOf(edits: Edits, { layer, filter, channel }: KernelPlace): Plane | null {
  const found = edits.find(
    (one) => one.kind === 'rewrite' && one.layer === layer && one.filter === filter && one.channel === channel,
  );
  return found?.kind === 'rewrite' ? found.kernel : null;
}

/** The channel over which a filter's kernel was changed last; null where all are as learned. */
export function lastRewritten(edits: Edits, layer: string, filter: number): number | null {
  const last = edits.findLast((one) => one.kind === 'rewrite' && one.layer === layer && one.filter === filter);
  return last?.channel ?? null;
}

/** The kernel that a filter [F, C / groups, h, w] has learned for one of its channels. */
export function learnedKernel({ shape, weights }: LayerWeights, filter: number, channel: number): Plane {
  const [, depth = 1, height = 1, width = 1] = shape;
  const from = (filter * depth + channel) * height * width;
  return planeAt(weights, from, height, width);
}

/** Numbers row by row, in float32's shortest digits. */
export function planeAt(weights: Float32Array, from: number, height: number, width: number): Plane {
  return Array.from({ length: height }, (_, row) =>
    Array.from({ length: width }, (_, column) => weightOf(weights[from + row * width + column] as number)),
  );
}

/** The layers that a change in this one can reach, itself first. */
export function reachedFrom(layers: readonly LayerEntry[], name: string): readonly LayerEntry[] {
  const reached = new Set([name]);
  for (const layer of layers) if (layer.inputs.some((source) => reached.has(source))) reached.add(layer.name);
  return layers.filter((layer) => reached.has(layer.name));
}

/** A layer's weights with all that is changed in them. */
export function editedWeights(given: LayerWeights, edits: Edits, layer: string): LayerWeights {
  const here = edits.filter((one) => one.kind === 'rewrite').filter((one) => one.layer === layer);
  if (here.length === 0) return given;
  const [, depth = 1, height = 1, width = 1] = given.shape;
  const weights = Float32Array.from(given.weights);
  for (const { filter, channel, kernel } of here) {
    weights.set(
      kernel.flat().map(({ value }) => value),
      (filter * depth + channel) * height * width,
    );
  }
  return { ...given, weights };
}

/** `conv1, channel 4: silenced`; words count from 1, links from 0. */
export function editText(edit: Edit): string {
  return edit.kind === 'silence'
    ? `${edit.layer}, channel ${edit.channel + 1}: silenced`
    : `${edit.layer}, filter ${edit.filter + 1} over channel ${edit.channel + 1}: your kernel`;
}

function weightOf(value: number): WrittenNumber {
  return { text: writeDecimal(shortest(value)), value };
}
