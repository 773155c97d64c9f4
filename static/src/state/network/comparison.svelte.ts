/**
 * What the network at work is compared with, as a network at work of its own: another picture, another network, or the
 * same as it was trained. A is the question's own answer, B this one; A − B is of the pictures that are on screen.
 */
import { type Difference, differenceOf, joinedRanges } from '../../core/nets/difference.ts';
import { mapShape } from '../../core/nets/layer.ts';
import { stopsOf } from '../../core/nets/stops.ts';
import { UNEDITED } from '../../wire/edits.ts';
import type { LayerEntry, LayerMaps } from '../../wire/network-answers.ts';
import type { Against } from './against.ts';
import { LayerInquiry } from './layer-inquiry.svelte.ts';
import { NetworkExploration } from './network-exploration.svelte.ts';
import type { NetworkQuestion } from './network-question.ts';
import { overviewLayers } from './overview.ts';
import { Pursuit } from './pursuit.ts';
import type { Overview } from './sitting.ts';

type MapsByLayer = ReadonlyMap<string, LayerMaps>;

/** Two answers that are on screen together. */
interface Pair {
  readonly one: Overview;
  readonly other: Overview;
}

/** A layer of both, and what the one has more than the other. */
export interface ComparedLayer {
  readonly one: LayerMaps;
  readonly other: LayerMaps;
  readonly difference: LayerMaps & Difference;
}

/** So many values are fetched in float32 to be subtracted; of larger networks the 256 steps that are here already. */
const MOST_EXACT = 1 << 20;

export class Comparison {
  readonly #network: NetworkExploration;
  #other = $state.raw<NetworkExploration | null>(null);
  #layers = $state.raw<LayerInquiry | null>(null);
  #exact = $state.raw<(Pair & { readonly maps: ReadonlyMap<string, ComparedLayer> }) | null>(null);
  readonly #exacts: Pursuit<Pair, ReadonlyMap<string, ComparedLayer>>;
  readonly #compared = $derived.by(() => this.#overviewsCompared());

  constructor(network: NetworkExploration) {
    this.#network = network;
    this.#exacts = new Pursuit(
      (pair) => this.#fetched(pair),
      (pair, maps) => {
        this.#exact = { ...pair, maps };
      },
      (error) => network.report(error),
    );
  }

  get against(): Against | null {
    return this.#network.question.against;
  }

  /** B at work; null where nothing is compared. A camera's frame goes through one network only. */
  get other(): NetworkExploration | null {
    const isOfOneFrame = this.#network.isLive && this.against?.kind !== 'image';
    return this.against && !isOfOneFrame ? this.#other : null;
  }

  /** The layers of the overview that both have in one shape. */
  get layers(): ReadonlyMap<string, ComparedLayer> {
    return this.#compared;
  }

  /** A's maps and B's, in the colours that they share. */
  get ones(): MapsByLayer {
    return inSharedColours(this.#network.maps, this.#compared, 'one');
  }

  get others(): MapsByLayer {
    return inSharedColours(this.other?.maps ?? NOTHING, this.#compared, 'other');
  }

  get differences(): MapsByLayer {
    return new Map(Array.from(this.#compared, ([name, { difference }]) => [name, difference]));
  }

  /** How far a difference of the overview may be off: 0 where it was calculated in float32. */
  get within(): number {
    return Math.max(0, ...Array.from(this.#compared.values(), ({ difference }) => difference.within));
  }

  /** Ask of B what is asked of A. */
  follow(): void {
    const { question, shown } = this.#network;
    const asked = otherQuestion(question);
    if (!asked) return;
    const other = this.#other ?? this.#begin(asked);
    if (shown.kind === 'grid' && asked.image === question.image) {
      if (other.question.network !== asked.network) other.open(asked);
      other.draw(shown.grid);
    } else {
      if (other.isDrawing) other.setImage(asked.image);
      other.open(asked);
    }
  }

  /** Fetch what is on screen in float32, to be subtracted. */
  refine(): void {
    const [one, other] = [this.#network.seen, this.other?.seen];
    if (one && other && isSmall(one) && isSmall(other)) void this.#exacts.want({ one, other });
  }

  /** The opened layer of B, in full precision. */
  ask(layer: string | null): void {
    const { other } = this;
    const seen = other?.description?.layers.some(({ name }) => name === layer) ? other.seen : null;
    this.#layers?.ask(seen && layer !== null ? { ...seen, layer } : null);
  }

  /** A layer of both, of A's maps as they are shown; null while B's are on their way, and where the shapes differ. */
  layerOf(maps: LayerMaps): ComparedLayer | null {
    const seen = this.other?.seen;
    const exact = seen && this.#layers?.mapsOf({ ...seen, layer: maps.layer });
    const other = exact ?? this.other?.maps.get(maps.layer);
    return other ? compared(maps, other) : null;
  }

  /** Whether B has a layer of this name and shape. */
  hasAlike({ name, output_shape }: LayerEntry): boolean {
    const alike = this.other?.description?.layers.find((layer) => layer.name === name);
    return alike?.output_shape.join() === output_shape.join();
  }

  #begin(question: NetworkQuestion): NetworkExploration {
    const other = new NetworkExploration({ asker: this.#network.asker, question });
    this.#other = other;
    this.#layers = new LayerInquiry(other);
    return other;
  }

  #overviewsCompared(): ReadonlyMap<string, ComparedLayer> {
    const [one, other] = [this.#network.seen, this.other?.seen];
    if (!one || !other) return NONE;
    const exact = this.#exact;
    if (exact?.one === one && exact.other === other) return exact.maps;
    return comparedAll(one.maps, other.maps);
  }

  /** All layers of the overview that both have. */
  async #fetched({ one, other }: Pair): Promise<ReadonlyMap<string, ComparedLayer>> {
    const names = [...one.maps.keys()].filter((name) => other.maps.has(name));
    const exact = async ({ description, shown }: Overview, shelf = this.#network.shelf): Promise<MapsByLayer> =>
      new Map(
        await Promise.all(names.map(async (name) => [name, await shelf.exact(description.name, name, shown)] as const)),
      );
    return comparedAll(...(await Promise.all([exact(one), exact(other, this.#other?.shelf)])));
  }
}

/** What B is asked: the same of another picture, another network, or the network without its edits. */
export function otherQuestion(question: NetworkQuestion): NetworkQuestion | null {
  const { against } = question;
  if (!against) return null;
  const same = { ...question, against: null, layer: null, unit: null };
  if (against.kind === 'image') return { ...same, image: against.image };
  if (against.kind === 'network') return { ...same, network: against.network, edit: UNEDITED };
  return { ...same, edit: UNEDITED };
}

function comparedAll(ones: MapsByLayer, others: MapsByLayer): ReadonlyMap<string, ComparedLayer> {
  const all = new Map<string, ComparedLayer>();
  for (const [name, one] of ones) {
    const other = others.get(name);
    const both = other && compared(one, other);
    if (both) all.set(name, both);
  }
  return all;
}

function compared(one: LayerMaps, other: LayerMaps): ComparedLayer | null {
  const made = differenceOf(one, other);
  const mean = made && differenceOf(meanOf(one), meanOf(other))?.volume.planes[0];
  if (!made || !mean) return null;
  return { one, other, difference: { ...made, layer: one.layer, mean, dead: [], silenced: [], isDifference: true } };
}

function meanOf({ mean, volume: { height, width } }: LayerMaps) {
  return { volume: { planes: [mean], height, width }, ranges: [], exact: true };
}

function inSharedColours(
  maps: MapsByLayer,
  both: ReadonlyMap<string, ComparedLayer>,
  which: 'one' | 'other',
): MapsByLayer {
  const shared = ([name, own]: readonly [string, LayerMaps]): [string, LayerMaps] => {
    const pair = both.get(name);
    if (!pair) return [name, own];
    return [name, { ...pair[which], ranges: joinedRanges(pair.one.ranges, pair.other.ranges) }];
  };
  return new Map(Array.from(maps, shared));
}

function isSmall({ description, shown }: Overview): boolean {
  const layers = overviewLayers(stopsOf(description.layers));
  const values = layers.map(mapShape).reduce((sum, [channels, height, width]) => sum + channels * height * width, 0);
  return shown.kind === 'image' && values <= MOST_EXACT;
}

const NOTHING: MapsByLayer = new Map();
const NONE: ReadonlyMap<string, ComparedLayer> = new Map();
