/** A network as a row of stops: an operation together with the norms and activations that follow it. Folded where it repeats. */
import { handsOn, isPictured, type Layer } from './layer.ts';

export interface Stop<L extends Layer = Layer> {
  readonly kind: 'stop';
  /** The operation first. */
  readonly layers: readonly [L, ...L[]];
}

/** A run of blocks that are built as the one before them. */
export interface Fold<L extends Layer = Layer> {
  readonly kind: 'fold';
  /** The block that is repeated. */
  readonly of: string;
  readonly blocks: readonly string[];
  readonly layers: readonly [L, ...L[]];
}

export interface Block {
  readonly name: string;
  readonly repeats: string | null;
}

/** The stops in the order of computing; each layer is in exactly one. */
export function stopsOf<L extends Layer>(layers: readonly L[]): Stop<L>[] {
  const readers = readersOf(layers);
  const stops: [L, ...L[]][] = [];
  for (const layer of layers) {
    const last = stops.at(-1);
    const before = last?.at(-1);
    if (last && before && joins(layer, before, readers)) last.push(layer);
    else stops.push([layer]);
  }
  return stops.map((members) => ({ kind: 'stop', layers: members }));
}

/** The layers of a stop that are drawn: its maps as they leave it, or all on their way. */
export function picturedOf<L extends Layer>({ layers }: Stop<L>, all: boolean): L[] {
  const pictured = layers.filter(isPictured);
  return all ? pictured : pictured.slice(-1);
}

/** A stop cut behind each layer that is drawn: its pictures beside each other, where there is width for them. */
export function apart<L extends Layer>(stop: Stop<L>): Stop<L>[] {
  const ends = picturedOf(stop, true).slice(0, -1);
  const parts: Stop<L>[] = [];
  let rest: readonly L[] = stop.layers;
  for (const end of ends) {
    const length = rest.indexOf(end) + 1;
    parts.push({ kind: 'stop', layers: rest.slice(0, length) as [L, ...L[]] });
    rest = rest.slice(length);
  }
  return [...parts, { kind: 'stop', layers: rest as [L, ...L[]] }];
}

/** Repeated blocks as one fold each, except those that have been opened. */
export function folded<L extends Layer>(
  stops: readonly Stop<L>[],
  blocks: readonly Block[],
  open: ReadonlySet<string> = new Set(),
): (Stop<L> | Fold<L>)[] {
  const repeats = blocks.filter(({ repeats }) => repeats !== null && !open.has(repeats));
  const outermost = repeats.filter(({ name }) => !repeats.some((other) => isWithin(name, other.name)));
  const all: (Stop<L> | Fold<L>)[] = [];
  for (const stop of stops) {
    const block = outermost.find(({ name }) => isWithin(stop.layers[0].name, name));
    const last = all.at(-1);
    if (!block) all.push(stop);
    else if (last?.kind === 'fold' && last.of === block.repeats) all[all.length - 1] = joined(last, block.name, stop);
    else all.push({ kind: 'fold', of: block.repeats as string, blocks: [block.name], layers: stop.layers });
  }
  return all;
}

/** The first layer of the stop that a layer is in: where its number begins. */
export function headOf<L extends Layer>(stops: readonly Stop<L>[], name: string): L | undefined {
  const layers = stops.find((stop) => stop.layers.some((layer) => layer.name === name))?.layers;
  const named = layers?.find((layer) => layer.name === name);
  return named && !isPictured(named) ? named : layers?.[0];
}

function joins(layer: Layer, before: Layer, readers: ReadonlyMap<string, number>): boolean {
  const isOnly = layer.inputs.length === 1 && layer.inputs[0] === before.name && readers.get(before.name) === 1;
  return isOnly && (handsOn(layer) || layer.type === 'flatten');
}

function readersOf(layers: readonly Layer[]): Map<string, number> {
  const readers = new Map<string, number>();
  for (const name of layers.flatMap(({ inputs }) => inputs)) readers.set(name, (readers.get(name) ?? 0) + 1);
  return readers;
}

function joined<L extends Layer>(fold: Fold<L>, block: string, { layers }: Stop<L>): Fold<L> {
  const blocks = fold.blocks.includes(block) ? fold.blocks : [...fold.blocks, block];
  return { ...fold, blocks, layers: [...fold.layers, ...layers] };
}

function isWithin(name: string, block: string): boolean {
  return name.startsWith(`${block}.`);
}
