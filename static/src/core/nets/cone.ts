/**
 * What one unit sees of every layer before it, and which units of every layer after it it takes part in: cell by cell,
 * all channels together. The twin of `app/nets/fields.py`; both answer to tests/golden/receptive.json.
 */
import type { Pair } from '../geometry.ts';
import { byName, type Plain, type Reach, reachesOf } from './reach.ts';
import { type DescribedLayer, type PerAxis, sidesOf } from './structure.ts';

/** Rows and columns of a layer; with its gaps. */
export type Cells = PerAxis<ReadonlySet<number>>;
export type Place = Pair;

interface Edge {
  readonly source: number;
  readonly sides: Pair;
  readonly reaches: PerAxis<Reach> | Plain;
}

export class Cones {
  readonly layers: readonly DescribedLayer[];
  readonly #edges: readonly (readonly Edge[])[];
  readonly #at: ReadonlyMap<string, number>;

  constructor(layers: readonly DescribedLayer[]) {
    const named = byName(layers);
    this.layers = layers;
    this.#at = new Map(layers.map(({ name }, index) => [name, index]));
    this.#edges = layers.map((layer) =>
      layer.inputs.map((name) => {
        const sides = sidesOf(named.get(name) as DescribedLayer);
        return { source: this.#at.get(name) as number, sides, reaches: reachesOf(layer, sides) };
      }),
    );
  }

  indexOf(name: string): number {
    return this.#at.get(name) ?? -1;
  }

  /** The layers whose outputs a layer reads. */
  sourcesOf(layer: number): number[] {
    return (this.#edges[layer] ?? []).map(({ source }) => source);
  }

  /**
   * What the unit sees of each layer, null of those that it does not: `isCut` to the maps after every layer, or in the
   * pure geometry, where windows run on into the padding.
   */
  seenFrom(layer: number, [row, column]: Place, isCut: boolean): (Cells | null)[] {
    const seen: (Cells | null)[] = this.layers.map(() => null);
    seen[layer] = [new Set([row]), new Set([column])];
    for (let at = layer; at > 0; at--) {
      const cells = seen[at];
      if (!cells) continue;
      for (const edge of this.#edges[at] ?? []) {
        const looked = back(edge, cells);
        const kept = isCut ? onMap(looked, edge.sides) : looked;
        if (kept[0].size > 0 && kept[1].size > 0) seen[edge.source] = together(seen[edge.source] ?? null, kept);
      }
    }
    return seen;
  }

  /** The units of each later layer that this one takes part in; null where there are none. */
  fedBy(layer: number, [row, column]: Place): (Cells | null)[] {
    const fed: (Cells | null)[] = this.layers.map(() => null);
    fed[layer] = [new Set([row]), new Set([column])];
    for (let at = layer + 1; at < this.layers.length; at++) {
      const sides = sidesOf(this.layers[at] as DescribedLayer);
      for (const edge of this.#edges[at] ?? []) {
        const cells = fed[edge.source];
        const made = cells && forward(edge, cells, sides);
        if (made && made[0].size > 0 && made[1].size > 0) fed[at] = together(fed[at] ?? null, made);
      }
    }
    return fed;
  }
}

/** First and last, both included. */
export function spanOf(cells: ReadonlySet<number>): [first: number, last: number] {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const cell of cells) {
    first = Math.min(first, cell);
    last = Math.max(last, cell);
  }
  return [first, last];
}

export interface Box {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** The smallest box around the cells, its ends excluded, as the server writes boxes. */
export function boxAround([rows, columns]: Cells): Box {
  const [[top, bottom], [left, right]] = [spanOf(rows), spanOf(columns)];
  return { top, left, bottom: bottom + 1, right: right + 1 };
}

function back({ sides, reaches }: Edge, [rows, columns]: Cells): Cells {
  if (reaches === 'same') return [rows, columns];
  if (reaches === 'everything') return [all(sides[0]), all(sides[1])];
  return [inputsOf(reaches[0], rows), inputsOf(reaches[1], columns)];
}

function forward({ reaches }: Edge, [rows, columns]: Cells, sides: Pair): Cells {
  if (reaches === 'same') return [rows, columns];
  if (reaches === 'everything') return [all(sides[0]), all(sides[1])];
  return [outputsOf(reaches[0], rows), outputsOf(reaches[1], columns)];
}

function inputsOf(reach: Reach, outputs: ReadonlySet<number>): Set<number> {
  const inputs = new Set<number>();
  for (const output of outputs) for (const input of reach.inputsOf(output)) inputs.add(input);
  return inputs;
}

function outputsOf(reach: Reach, inputs: ReadonlySet<number>): Set<number> {
  const outputs = new Set<number>();
  for (let output = 0; output < reach.length; output++) {
    if (reach.inputsOf(output).some((input) => inputs.has(input))) outputs.add(output);
  }
  return outputs;
}

function onMap([rows, columns]: Cells, [height, width]: Pair): Cells {
  const within = (cells: ReadonlySet<number>, length: number): Set<number> =>
    new Set(Array.from(cells).filter((cell) => cell >= 0 && cell < length));
  return [within(rows, height), within(columns, width)];
}

function together(one: Cells | null, other: Cells): Cells {
  return one ? [new Set([...one[0], ...other[0]]), new Set([...one[1], ...other[1]])] : other;
}

function all(length: number): Set<number> {
  return new Set(Array.from({ length }, (_, index) => index));
}
