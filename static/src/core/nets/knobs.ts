/** Controls of a stack that cannot go wrong: what each number can be, given all the others, and what can be added. */
import { type Fault, faultOf } from './described.ts';
import { type Kind, MOST, plainLayer, type Stack, type StackLayer } from './stack.ts';

export type KnobName = 'size' | 'stride' | 'dilation' | 'padding' | 'spare' | 'filters' | 'groups';

export interface Knob {
  readonly name: KnobName;
  readonly label: string;
  readonly low: number;
  readonly high: number;
}

const KNOBS: Readonly<Record<KnobName, Knob>> = {
  size: { name: 'size', label: 'Window', low: 1, high: 15 },
  stride: { name: 'stride', label: 'Stride', low: 1, high: MOST.stride },
  dilation: { name: 'dilation', label: 'Dilation', low: 1, high: MOST.dilation },
  padding: { name: 'padding', label: 'Padding', low: 0, high: 15 },
  spare: { name: 'spare', label: 'Output padding', low: 0, high: MOST.stride - 1 },
  filters: { name: 'filters', label: 'Filters', low: 1, high: 64 },
  groups: { name: 'groups', label: 'Groups', low: 1, high: 64 },
};

const OF: Readonly<Record<Kind, readonly KnobName[]>> = {
  conv: ['size', 'stride', 'dilation', 'padding', 'filters', 'groups'],
  up: ['size', 'stride', 'padding', 'spare', 'filters'],
  max: ['size', 'stride', 'padding'],
  avg: ['size', 'stride', 'padding'],
  skip: ['size'],
};

export function knobsOf(kind: Kind): Knob[] {
  const knobs = OF[kind].map((name) => KNOBS[name]);
  return kind === 'skip' ? [{ ...KNOBS.size, label: 'Around so many layers', high: MOST.layers }] : knobs;
}

/** The stack with one number of one layer changed, and every way around fitted to it again. */
export function turned(stack: Stack, index: number, name: KnobName, value: number | 'same'): Stack {
  const layers = stack.layers.map((layer, at) => (at === index ? { ...layer, [name]: value } : layer));
  return fitted({ ...stack, layers });
}

/** The values that a knob can take now, in order. What is wrong already does not count against it. */
export function valuesOf(stack: Stack, index: number, knob: Knob): number[] {
  const layer = stack.layers[index] as StackLayer;
  const now = layer[knob.name] === 'same' ? null : (layer[knob.name] as number);
  const fault = faultOf(stack);
  const high = Math.max(knob.high, now ?? 0);
  const all = Array.from({ length: high - knob.low + 1 }, (_, step) => knob.low + step);
  return all.filter((value) => value === now || isAsGood(turned(stack, index, knob.name, value), fault));
}

/** Why a value cannot be; null where it can. */
export function refusalOf(stack: Stack, index: number, knob: Knob, value: number): string | null {
  const high = Math.max(knob.high, MOST[knob.name as keyof typeof MOST] ?? knob.high);
  if (!(Number.isInteger(value) && value >= knob.low && value <= high)) {
    return `${knob.label}: a whole number from ${knob.low} to ${high}.`;
  }
  const fault = faultAfter(turned(stack, index, knob.name, value), faultOf(stack));
  return fault && `${fault.layer}: ${fault.message}`;
}

/** The stack with a layer of this kind behind the others, in the largest usual size that fits; null where none does. */
export function added(stack: Stack, kind: Kind): Stack | null {
  if (stack.layers.length >= MOST.layers || faultOf(stack)) return null;
  const filters = stack.layers.findLast((layer) => layer.filters > 0)?.filters;
  const candidates = kind === 'skip' ? [2, 1] : kind === 'conv' ? [3, 1] : [2, 1];
  for (const size of candidates) {
    const plain = plainLayer(kind, size);
    const layer: StackLayer = {
      ...plain,
      ...(kind === 'conv' && { padding: (size - 1) / 2 }),
      ...(kind === 'up' && { stride: size }),
      ...((kind === 'conv' || kind === 'up') && filters && { filters }),
    };
    const longer = { ...stack, layers: [...stack.layers, layer] };
    if (isReadable(longer) && !faultOf(fitted(longer))) return fitted(longer);
  }
  return null;
}

/** The stack without one layer; a way around it leads around one layer less. Null where the others do not fit then. */
export function removed(stack: Stack, index: number): Stack | null {
  const layers = stack.layers
    .map((layer, at) => {
      const isAround = layer.kind === 'skip' && at > index && at - layer.size <= index;
      return isAround ? { ...layer, size: layer.size - 1 } : layer;
    })
    .filter((layer, at) => at !== index && layer.size > 0);
  const shorter = { ...stack, layers };
  if (layers.length === 0 || !isReadable(shorter)) return null;
  return isAsGood(fitted(shorter), faultOf(stack)) ? fitted(shorter) : null;
}

/** The stack over another input; null where it does not fit. */
export function over(stack: Stack, input: { readonly channels?: number; readonly side?: number }): Stack | null {
  const other = fitted({ ...stack, ...input });
  return isAsGood(other, faultOf(stack)) ? other : null;
}

/** Every way around as it has to be: unchanged where the sum fits, else through a 1 × 1 convolution that makes it fit. */
export function fitted(stack: Stack): Stack {
  return stack.layers.reduce((fit, layer, index) => (layer.kind === 'skip' ? aroundFitted(fit, index) : fit), stack);
}

function aroundFitted(stack: Stack, index: number): Stack {
  const { layers } = stack;
  const skip = layers[index] as StackLayer;
  const body = layers.slice(0, index).findLast(({ kind }) => kind === 'conv' || kind === 'up');
  const projected = Array.from({ length: MOST.stride }, (_, step) => ({
    filters: body?.filters ?? stack.channels,
    stride: step + 1,
  }));
  for (const way of [{ filters: 0, stride: 1 }, ...projected]) {
    const other = { ...stack, layers: layers.with(index, { ...skip, ...way }) };
    const upTo = { ...other, layers: other.layers.slice(0, index + 1) };
    if (isReadable(upTo) && !faultOf(upTo)) return other;
  }
  return stack;
}

/** A skip leads over layers that are there, and over no other skip. */
function isReadable({ layers }: Stack): boolean {
  return layers.every(
    ({ kind, size }, index) =>
      kind !== 'skip' || (size <= index && layers.slice(index - size, index).every((inner) => inner.kind !== 'skip')),
  );
}

function isAsGood(stack: Stack, before: Fault | null): boolean {
  return faultAfter(stack, before) === null;
}

/** A fault that was not there before. */
function faultAfter(stack: Stack, before: Fault | null): Fault | null {
  if (!isReadable(stack)) return { layer: 'skip', message: 'A skip leads around layers before it, and no other skip.' };
  const fault = faultOf(stack);
  return fault && !(before && fault.layer === before.layer && fault.message === before.message) ? fault : null;
}
