/** The state of /receptive-field: what is built or chosen, what follows from it, and the unit at hand. */
import { Cones } from '../../core/nets/cone.ts';
import { type Description, described, type Fault } from '../../core/nets/described.ts';
import { architectureOf, type Stack } from '../../core/nets/stack.ts';
import { type DescribedLayer, deepestMaps, sidesOf } from '../../core/nets/structure.ts';
import { LATE, Latest } from '../../wire/latest.ts';
import type { NetworkDescription, NetworkEntry, Structure } from '../../wire/network-answers.ts';
import { NetworksClient } from '../../wire/networks.ts';
import { Problem } from '../../wire/problem.ts';
import { Unreachable } from '../../wire/unreachable.ts';
import { History } from '../history.svelte.ts';
import { isSameSubject, OPENING, type ReceptiveQuestion, type Subject, type Unit } from './question.ts';

/** What the server says of the stack: nothing yet, the same numbers, others, a refusal; or it is away. */
export type Check = 'asking' | 'agrees' | 'differs' | 'refuses' | 'away';

const NOTHING: Description = { layers: [], fault: null };

export class Receptive {
  readonly client: NetworksClient;
  readonly #latest = new Latest();
  readonly #history = new History<Subject>();
  #question = $state.raw<ReceptiveQuestion>(OPENING);
  #network = $state.raw<NetworkDescription | null>(null);
  #networks = $state.raw<readonly NetworkEntry[]>([]);
  #refusal = $state.raw<Fault | null>(null);
  #check = $state.raw<Check>('asking');
  #problem = $state.raw<string | null>(null);
  #pinned = $state.raw(false);
  #steps = $state.raw(0);

  readonly #description = $derived.by((): Description => {
    const { subject } = this.#question;
    if (subject.kind === 'stack') return described(subject.stack);
    return this.#network?.name === subject.network ? { layers: this.#network.layers, fault: null } : NOTHING;
  });
  readonly #cones = $derived(new Cones(this.#description.layers));
  /** Of the layer at hand: the one that is asked for, or the last one of maps. */
  readonly #at = $derived.by(() => {
    const asked = this.#question.layer === null ? -1 : this.#cones.indexOf(this.#question.layer);
    return asked >= 0 ? asked : deepestMaps(this.layers);
  });
  readonly #unit = $derived.by((): Unit => {
    const layer = this.layers[this.#at];
    if (!layer) return { channel: 0, place: [0, 0] };
    const [height, width] = sidesOf(layer);
    const { channel, place } = this.#question.unit ?? {
      channel: 0,
      place: [Math.floor(height / 2), Math.floor(width / 2)],
    };
    const within = (value: number, count: number): number => Math.min(count - 1, Math.max(0, value));
    return {
      channel: within(channel, layer.output_shape[0] ?? 1),
      place: [within(place[0], height), within(place[1], width)],
    };
  });

  constructor(client: NetworksClient = new NetworksClient()) {
    this.client = client;
  }

  get question(): ReceptiveQuestion {
    return this.#question;
  }

  get stack(): Stack | null {
    const { subject } = this.#question;
    return subject.kind === 'stack' ? subject.stack : null;
  }

  /** All of them, or those before the one at fault; none while a network is on its way. */
  get layers(): readonly DescribedLayer[] {
    return this.#description.layers;
  }

  /** The layer that cannot be: in the server's words where it has spoken. */
  get fault(): Fault | null {
    return this.#description.fault && (this.#refusal ?? this.#description.fault);
  }

  get check(): Check {
    return this.#check;
  }

  get cones(): Cones {
    return this.#cones;
  }

  get network(): NetworkDescription | null {
    return this.#network;
  }

  get networks(): readonly NetworkEntry[] {
    return this.#networks;
  }

  get layerIndex(): number {
    return this.#at;
  }

  get layer(): DescribedLayer | null {
    return this.layers[this.#at] ?? null;
  }

  get unit(): Unit {
    return this.#unit;
  }

  /** The picture in the link, or one that suits what is looked at. */
  get image(): string {
    const { subject, image } = this.#question;
    if (image !== null) return image;
    if (subject.kind === 'stack') return 'face';
    return this.#network?.preparation?.kind === 'drawing' ? 'three' : 'portrait';
  }

  /** A unit that is pinned stays, wherever the pointer goes. */
  get pinned(): boolean {
    return this.#pinned;
  }

  get problem(): string | null {
    return this.#problem;
  }

  /** Changes so far that can be undone. */
  get steps(): number {
    return this.#steps;
  }

  get canUndo(): boolean {
    return this.#history.canUndo;
  }

  get canRedo(): boolean {
    return this.#history.canRedo;
  }

  /** Take over what a link asks for. */
  open(question: ReceptiveQuestion, problem: string | null = null): void {
    this.#question = question;
    this.#pinned = question.unit !== null;
    this.#problem = problem;
    void this.#ask();
  }

  /** Back or forward in the browser. */
  travel(question: ReceptiveQuestion, problem: string | null = null): void {
    this.#history.travel(this.#question.subject, question.subject, isSameSubject);
    this.open(question, problem);
  }

  /** Another stack; changes of one gesture are one step back. */
  build(stack: Stack, gesture: string | null = null): void {
    this.#turnTo({ kind: 'stack', stack }, gesture);
  }

  settle(): void {
    this.#history.settle();
  }

  choose(network: string): void {
    this.#turnTo({ kind: 'network', network }, null);
  }

  undo(): void {
    this.#step(this.#history.undo(this.#question.subject));
  }

  redo(): void {
    this.#step(this.#history.redo(this.#question.subject));
  }

  reset(): void {
    this.#turnTo(OPENING.subject, null);
    this.#question = OPENING;
    this.#pinned = false;
  }

  setImage(image: string): void {
    this.#question = { ...this.#question, image };
  }

  /** The unit at hand becomes this one. */
  pick(layer: number, place: Unit['place'], channel = this.#unit.channel): void {
    const { name = null } = this.layers[layer] ?? {};
    this.#question = { ...this.#question, layer: name, unit: { channel, place } };
  }

  /** The pointer is over a unit. */
  point(layer: number, place: Unit['place']): void {
    if (!this.#pinned) this.pick(layer, place);
  }

  pin(layer: number, place: Unit['place']): void {
    this.pick(layer, place);
    this.#pinned = true;
  }

  release(): void {
    this.#pinned = false;
  }

  dismiss(): void {
    this.#problem = null;
  }

  /** The networks there are; without them the page still builds. */
  async load(): Promise<void> {
    try {
      this.#networks = await this.client.list();
    } catch (error) {
      this.#complain(error);
    }
  }

  #turnTo(subject: Subject, gesture: string | null): void {
    const before = this.#question.subject;
    if (isSameSubject(before, subject)) return;
    if (this.#history.record(before, gesture)) this.#steps++;
    this.#show(subject);
  }

  #step(subject: Subject | undefined): void {
    if (!subject) return;
    this.#steps++;
    this.#show(subject);
  }

  /** The unit at hand stays where it can; another network has layers of its own. */
  #show(subject: Subject): void {
    const isOther = subject.kind === 'network' || this.#question.subject.kind === 'network';
    this.#question = { ...this.#question, subject, ...(isOther && { layer: null, unit: null }) };
    this.#problem = null;
    void this.#ask();
  }

  /** The server describes the same: it knows networks, checks stacks, and refuses what cannot be in its own words. */
  async #ask(): Promise<void> {
    this.#refusal = null;
    this.#check = 'asking';
    const { subject } = this.#question;
    try {
      const answer = await this.#latest.ask(
        async (signal): Promise<NetworkDescription | Structure> =>
          subject.kind === 'network'
            ? this.client.describe(subject.network, { signal })
            : this.client.receptiveFields(architectureOf(subject.stack), { signal }),
      );
      if (answer === LATE) return;
      if (subject.kind === 'network') this.#network = answer as NetworkDescription;
      else this.#check = isSame(answer.layers, this.layers) && !this.#description.fault ? 'agrees' : 'differs';
    } catch (error) {
      this.#complain(error);
    }
  }

  #complain(error: unknown): void {
    if (error instanceof Problem && error.status === 422 && error.layer) {
      const prefix = `${error.layer}: `;
      const message = error.message.startsWith(prefix) ? error.message.slice(prefix.length) : error.message;
      this.#refusal = { layer: error.layer, message };
      this.#check = 'refuses';
      return;
    }
    if (!(error instanceof Problem || error instanceof Unreachable)) throw error;
    this.#check = 'away';
    this.#problem = error.message;
  }
}

/** Whether the server's numbers are those that were computed here. */
function isSame(theirs: readonly DescribedLayer[], ours: readonly DescribedLayer[]): boolean {
  const said = (layers: readonly DescribedLayer[]): string =>
    JSON.stringify(
      layers.map((layer) => [
        layer.name,
        layer.output_shape,
        layer.receptive_field,
        layer.jump,
        layer.start,
        layer.parameters,
        layer.macs,
        layer.padding_share.toFixed(9),
      ]),
    );
  return said(theirs) === said(ours);
}
