/**
 * One network, one picture, and what is opened of it. The controls follow the question at once; what is on screen are
 * the answers of one picture, whole, and an answer that comes late is dropped.
 */
import { type Stop, stopsOf } from '../../core/nets/stops.ts';
import { type Edits, MOST_EDITS, writeEdits } from '../../wire/edits.ts';
import type { FrameAnswer } from '../../wire/live-network.ts';
import type {
  LayerEntry,
  LayerMaps,
  NetworkDescription,
  NetworkEntry,
  Prediction,
} from '../../wire/network-answers.ts';
import { keyOfShown, type Shown, type Unit } from '../../wire/networks.ts';
import { History } from '../history.svelte.ts';
import { pauseAfter, type Wait, waited } from '../pauses.ts';
import { type Trouble, troubleOf } from '../trouble.ts';
import type { Against } from './against.ts';
import { type NetworkQuestion, writeNetworkLink } from './network-question.ts';
import { isAtOnce, overviewLayers } from './overview.ts';
import { Pursuit } from './pursuit.ts';
import { Shelf } from './shelf.ts';
import type { Guessed, NetworksAsker, Overview, Sitting } from './sitting.ts';
import { askedOf, exchanged, toNetwork } from './turns.ts';

export class NetworkExploration {
  #question = $state.raw() as NetworkQuestion;
  #drawing = $state.raw<Shown | null>(null);
  #frame = $state.raw<Shown | null>(null);
  #entries = $state.raw<readonly NetworkEntry[]>([]);
  #description = $state.raw<NetworkDescription | null>(null);
  #overview = $state.raw<Overview | null>(null);
  #guessed = $state.raw<Guessed | null>(null);
  #problem = $state.raw<Trouble | null>(null);
  #commits = $state.raw(0);
  readonly #edit = $derived(writeEdits(this.#question.edit));
  readonly #shown: Shown = $derived({
    ...(this.#frame ?? this.#drawing ?? { kind: 'image', image: this.#question.image }),
    ...(this.#edit && { edit: this.#edit }),
  });
  readonly #stale = $derived(
    this.#overview !== null && !this.#drawing && keyOfShown(this.#overview.shown) !== keyOfShown(this.#shown),
  );
  readonly #stops: readonly Stop<LayerEntry>[] = $derived(stopsOf(this.#description?.layers ?? []));
  readonly shelf: Shelf;
  readonly asker: NetworksAsker;
  readonly #history = new History<NetworkQuestion>();
  readonly #wait: Wait;
  readonly #described = new Map<string, Promise<NetworkDescription>>();
  readonly #guesses: Pursuit<Sitting, Prediction>;
  readonly #looks: Pursuit<Sitting, ReadonlyMap<string, LayerMaps>>;
  #failures = 0;
  /** What is opened could not be fetched: that the overview is here, kept, does not mend it. */
  #isOwed = false;
  #asks = 0;

  constructor({ asker, question, wait = waited }: { asker: NetworksAsker; question: NetworkQuestion; wait?: Wait }) {
    this.asker = asker;
    this.#question = question;
    this.#wait = wait;
    this.shelf = new Shelf(asker);
    const stumble = (error: unknown): void => this.#stumble(error);
    this.#guesses = new Pursuit(
      ({ description, shown }) => asker.prediction(description.name, shown),
      (sitting, prediction) => !this.isLive && this.#guess({ ...sitting, prediction }),
      stumble,
    );
    this.#looks = new Pursuit(
      (sitting) => this.#looked(sitting),
      (sitting, maps) => !this.isLive && this.#look({ ...sitting, maps }),
      stumble,
      async () => {
        if (this.#drawing) await this.#wait(BREATH);
      },
    );
  }

  get question(): NetworkQuestion {
    return this.#question;
  }

  /** What the network is to look at now: the picture, or the strokes that are on their way to be one. */
  get shown(): Shown {
    return this.#shown;
  }

  get isDrawing(): boolean {
    return this.#drawing !== null;
  }

  /** A camera's frames are looked at; none of them can be asked about again. */
  get isLive(): boolean {
    return this.#frame !== null;
  }

  get entries(): readonly NetworkEntry[] {
    return this.#entries;
  }

  get description(): NetworkDescription | null {
    return this.#description;
  }

  get stops(): readonly Stop<LayerEntry>[] {
    return this.#stops;
  }

  get prediction(): Prediction | null {
    return this.#guessed?.description === this.#description ? (this.#guessed?.prediction ?? null) : null;
  }

  /** What was guessed, of what. */
  get guessed(): Guessed | null {
    return this.#guessed;
  }

  /** The maps of every layer that is drawn, of one picture. */
  get maps(): ReadonlyMap<string, LayerMaps> {
    return this.#overview?.description === this.#description ? (this.#overview?.maps ?? NOTHING) : NOTHING;
  }

  /** What the maps were made of; null while they are another network's. */
  get seen(): Overview | null {
    return this.#overview?.description === this.#description ? this.#overview : null;
  }

  /** The maps on screen are of another picture than is wanted, or of a network that was changed otherwise. */
  get stale(): boolean {
    return this.#stale;
  }

  get layer(): LayerEntry | null {
    return this.#description?.layers.find(({ name }) => name === this.#question.layer) ?? null;
  }

  get problem(): Trouble | null {
    return this.#problem;
  }

  get commits(): number {
    return this.#commits;
  }

  get canUndo(): boolean {
    return this.#history.canUndo;
  }

  get canRedo(): boolean {
    return this.#history.canRedo;
  }

  /** The list, and the first answer. */
  async start(): Promise<void> {
    await Promise.all([this.#list(), this.#pursue()]);
  }

  setNetwork(network: string): void {
    this.#change(toNetwork(this.#question, network, this.#entries));
  }

  setImage(image: string): void {
    const isOverStrokes = this.#drawing !== null && image === this.#question.image;
    this.#drawing = null;
    this.#change({ image });
    if (isOverStrokes) void this.#pursue();
  }

  /** What it is compared with; null ends that. */
  compare(against: Against | null): void {
    this.#change({ against });
  }

  /** What is compared changes places, and a layer of what has been B is opened. */
  exchange(layer: string | null = null): void {
    this.#change(exchanged(this.#question, layer));
  }

  openLayer(layer: string | null): void {
    this.#change({ layer, unit: null });
  }

  openUnit(layer: string, unit: Unit): void {
    this.#change({ layer, unit });
  }

  /** The opened unit goes on from cell to cell: one step to come back from, however far it goes. */
  moveUnit(unit: Unit): void {
    if (this.#question.unit) this.#go({ ...this.#question, unit });
  }

  closeUnit(): void {
    this.#change({ unit: null });
  }

  /** The innermost that is opened. */
  close(): void {
    if (this.#question.unit) this.closeUnit();
    else this.openLayer(null);
  }

  /** Change the network; changes of one gesture, such as a weight that is dragged, are one step back. */
  setEdits(edit: Edits, gesture: string | null = null): void {
    if (edit.length > MOST_EDITS) {
      this.complain(`${MOST_EDITS} changes are the most that a link holds: take one back first.`, 'edit');
      return;
    }
    this.#change({ edit }, gesture);
  }

  /** The gesture is over. */
  settle(): void {
    this.#history.settle();
  }

  /** Strokes under way: answered as fast as they come, until the drawing is a picture. */
  draw(grid: string): void {
    this.#drawing = { kind: 'grid', grid };
    void this.#pursue();
  }

  /** What is made of a camera's frame; null is the end of its frames. */
  watch(seen: FrameAnswer | null): void {
    const description = this.#description;
    if (!seen) {
      if (!this.isLive) return;
      this.#frame = null;
      void this.#pursue();
    } else if (description?.name === this.#question.network && seen.prediction.network === description.name) {
      const shown = { kind: 'frame', frame: seen.frame } as const;
      this.#frame = shown;
      this.#look({ description, shown, maps: seen.maps });
      this.#guess({ description, shown, prediction: seen.prediction });
    }
  }

  undo(): void {
    this.#turn(this.#history.undo(this.#question));
  }

  redo(): void {
    this.#turn(this.#history.redo(this.#question));
  }

  /** Back or forward in the browser. */
  travel(question: NetworkQuestion): void {
    this.#history.travel(this.#question, question, (one, other) => writeNetworkLink(one) === writeNetworkLink(other));
    this.#go(question);
  }

  /** The page as it opens, instead of a link that cannot be. */
  open(question: NetworkQuestion): void {
    this.#go(question);
  }

  retry(): void {
    void this.#pursue();
  }

  dismiss(): void {
    this.#problem = null;
  }

  /** What is opened cannot be fetched, or has come. */
  owe(error: unknown): void {
    this.#isOwed = true;
    this.#stumble(error);
  }

  settleDebt(): void {
    this.#isOwed = false;
    this.#recover();
  }

  complain(message: string, field: string | null): void {
    this.#problem = { message, field, kind: 'link' };
  }

  /** What goes wrong elsewhere in answering this question. */
  report(error: unknown): void {
    this.#stumble(error);
  }

  #change(part: Partial<NetworkQuestion>, gesture: string | null = null): void {
    const next = { ...this.#question, ...part };
    if (writeNetworkLink(next) === writeNetworkLink(this.#question)) return;
    if (this.#history.record(this.#question, gesture)) this.#commits++;
    this.#go(next);
  }

  #turn(question: NetworkQuestion | undefined): void {
    if (!question) return;
    this.#commits++;
    this.#drawing = null;
    this.#go(question);
  }

  #go(question: NetworkQuestion): void {
    const before = this.#question;
    this.#question = question;
    this.#problem = null;
    this.#isOwed = false;
    if (before.image !== question.image) this.#drawing = null;
    if (askedOf(before) !== askedOf(question) || this.#overview === null) void this.#pursue();
  }

  async #list(): Promise<void> {
    try {
      this.#entries = await this.asker.list();
    } catch (error) {
      this.#stumble(error);
    }
  }

  async #pursue(): Promise<void> {
    this.#asks++;
    const { network } = this.#question;
    try {
      const description = await this.#describedAs(network);
      if (network !== this.#question.network) return;
      this.#description = description;
      if (!description.available || this.isLive) return;
      const sitting = { description, shown: this.#shown };
      await Promise.all([this.#guesses.want(sitting), this.#looks.want(sitting)]);
    } catch (error) {
      this.#stumble(error);
    }
  }

  #describedAs(network: string): Promise<NetworkDescription> {
    const known = this.#described.get(network) ?? this.asker.describe(network);
    this.#described.set(network, known);
    known.catch(() => this.#described.delete(network)); // to be asked again
    return known;
  }

  /** The first time layer by layer as they come, then all at once, so that two pictures are never mixed. */
  async #looked(sitting: Sitting): Promise<ReadonlyMap<string, LayerMaps>> {
    const { description, shown } = sitting;
    const layers = overviewLayers(stopsOf(description.layers));
    if (isAtOnce(layers)) {
      const names = layers.map(({ name }) => name);
      return await this.shelf.roughs(description.name, names, shown);
    }
    const isFirst = this.#overview?.description !== description;
    const maps = new Map<string, LayerMaps>();
    await Promise.all(
      layers.map(async ({ name }) => {
        maps.set(name, await this.shelf.rough(description.name, name, shown));
        if (isFirst && !this.isLive) this.#look({ ...sitting, maps: new Map(maps) });
      }),
    );
    return maps;
  }

  #look(overview: Overview): void {
    if (overview.description.name !== this.#question.network) return;
    this.#recover();
    this.#overview = overview;
  }

  #guess(guessed: Guessed): void {
    if (guessed.description.name !== this.#question.network) return;
    this.#recover();
    this.#guessed = guessed;
  }

  #recover(): void {
    if (this.#isOwed) return;
    this.#failures = 0;
    if (this.#problem?.kind !== 'link') this.#problem = null;
  }

  #stumble(error: unknown): void {
    this.#problem = troubleOf(error);
    if (this.#problem.kind === 'fault') throw error;
    if (this.#problem.kind === 'connection') void this.#heal();
  }

  async #heal(): Promise<void> {
    const last = this.#asks;
    await this.#wait(pauseAfter(this.#failures++));
    if (last === this.#asks) await this.#pursue();
  }
}

/** Milliseconds between two looks while a stroke moves: what the network says comes before what it looks like inside. */
const BREATH = 60;
const NOTHING: ReadonlyMap<string, LayerMaps> = new Map();
