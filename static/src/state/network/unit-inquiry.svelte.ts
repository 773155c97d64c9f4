/** The unit that is opened: the server's receipt, and the stage's subject, both of one picture. */
import type { Activation } from '../../core/activation.ts';
import { mapShape } from '../../core/nets/layer.ts';
import { headOf } from '../../core/nets/stops.ts';
import type { Footprint, LayerEntry, LayerWeights, UnitAnswer } from '../../wire/network-answers.ts';
import { keyOfShown, type Unit } from '../../wire/networks.ts';
import { editedWeights, editsOf, heard } from './edits.ts';
import type { NetworkExploration } from './network-exploration.svelte.ts';
import { Pursuit } from './pursuit.ts';
import type { Sitting } from './sitting.ts';
import { isPool, type UnitSubject, unitSubjectOf, weighs } from './unit-subject.ts';

/** What is asked: a unit of a layer, which may be an activation of the operation that makes it. */
export interface UnitAsked extends Sitting {
  readonly layer: string;
  readonly unit: Unit;
}

export interface UnitShown extends UnitAsked {
  /** Where its number begins. */
  readonly head: LayerEntry;
  readonly answer: UnitAnswer;
  /** What the layer has learned, without any edits; null where it learns nothing. */
  readonly learned: LayerWeights | null;
  readonly subject: UnitSubject | null;
}

/** Activations that the stage draws as the last step of a calculation. */
const FINISHING: readonly string[] = ['relu', 'leaky-relu', 'sigmoid', 'tanh'] satisfies Activation[];

export class UnitInquiry {
  #shown = $state.raw<UnitShown | null>(null);
  #footprint = $state.raw<Footprint | null>(null);
  #ahead: { readonly asked: UnitAsked; readonly shown: Promise<UnitShown> } | null = null;
  #learned: { readonly key: string; readonly weights: LayerWeights } | null = null;
  readonly #network: NetworkExploration;
  readonly #units: Pursuit<UnitAsked, UnitShown>;
  readonly #footprints: Pursuit<UnitAsked, Footprint>;

  constructor(network: NetworkExploration) {
    this.#network = network;
    const fail = (error: unknown): void => network.report(error);
    this.#units = new Pursuit(
      (asked) => this.#askedAhead(asked) ?? this.#asked(asked),
      (_, shown) => this.#take(shown),
      (error) => network.owe(error),
    );
    this.#footprints = new Pursuit(
      ({ description, layer, unit, shown }) => network.asker.footprint(description.name, layer, unit, shown),
      (asked, footprint) => {
        if (this.#shown && isSame(asked, this.#shown)) this.#footprint = footprint;
      },
      fail,
    );
  }

  get shown(): UnitShown | null {
    return this.#shown;
  }

  /** The measured receptive field, once it has been asked for. */
  get footprint(): Footprint | null {
    return this.#footprint;
  }

  /** The unit that the question names, of the picture that is shown; null closes it. */
  ask(asked: UnitAsked | null): void {
    if (!asked) {
      this.#units.forget();
      this.#shown = null;
      this.#footprint = null;
      return;
    }
    void this.#units.want(asked);
  }

  /** Somebody is about to open this unit: it is asked while the button of the mouse is still on its way up. */
  prepare(asked: UnitAsked): void {
    const shown = this.#asked(asked);
    shown.catch(() => undefined); // told to whoever opens it
    this.#ahead = { asked, shown };
  }

  measure(): void {
    if (this.#shown) void this.#footprints.want(this.#shown);
  }

  #take(shown: UnitShown): void {
    if (!this.#shown || !isSame(shown, this.#shown)) this.#footprint = null;
    this.#shown = shown;
    this.#network.settleDebt();
  }

  /** What was prepared answers once, and only what it was prepared for. */
  #askedAhead(asked: UnitAsked): Promise<UnitShown> | null {
    const ahead = this.#ahead;
    this.#ahead = null;
    return ahead && isSame(ahead.asked, asked) ? ahead.shown : null;
  }

  async #asked(asked: UnitAsked): Promise<UnitShown> {
    const { description, unit, shown } = asked;
    const head = this.#headOf(asked);
    const learning = weighs(head) ? this.#learnedBy(description.name, head.name) : null;
    const [answer, learned, parts] = await Promise.all([
      this.#network.asker.unit(description.name, head.name, unit, shown),
      learning,
      this.#partsOf(asked, head, learning),
    ]);
    const pool = isPool(head) ? ('winner' in answer.numbers ? 'max' : 'avg') : null;
    return {
      ...asked,
      head,
      answer,
      learned,
      subject: parts && unitSubjectOf({ ...parts, pool, strongest: answer.strongest }),
    };
  }

  #headOf({ description, layer }: UnitAsked): LayerEntry {
    const named = description.layers.find(({ name }) => name === layer);
    const head = headOf(this.#network.stops, layer) ?? named;
    if (!head) throw new RangeError(`There is no layer ${layer}.`);
    // Behind a flattening, units are counted anew.
    return named && mapShape(named).join() === mapShape(head).join() ? head : (named ?? head);
  }

  /** Weights depend on no picture: those of the last layer are kept while one changes what it is shown. */
  async #learnedBy(network: string, layer: string): Promise<LayerWeights> {
    const key = `${network} ${layer}`;
    if (this.#learned?.key !== key) {
      this.#learned = { key, weights: await this.#network.asker.weights(network, layer) };
    }
    return this.#learned.weights;
  }

  async #partsOf(
    { description, layer, unit, shown }: UnitAsked,
    head: LayerEntry,
    learning: Promise<LayerWeights> | null,
  ) {
    const source = head.inputs[0];
    if (source === undefined || !(weighs(head) || isPool(head))) return null;
    const finish = description.layers.find((entry) => entry.name === layer && entry.inputs[0] === head.name);
    const activation = finish && FINISHING.includes(finish.type) ? (finish.type as Activation) : 'none';
    const result = activation === 'none' ? head.name : layer;
    const [input, output, learned] = await Promise.all([
      this.#network.shelf.exact(description.name, source, shown),
      this.#network.shelf.exact(description.name, result, heard(shown, [head.name, result], unit[0] ?? 0)),
      learning,
    ]);
    const weights = learned && editedWeights(learned, editsOf(shown), head.name);
    const shape = flattenedFrom(description.layers, source);
    return { layer: head, channel: unit[0] ?? 0, input, output, activation, weights, shape };
  }
}

/** The shape of the maps that a layer reads; of flattened ones, the shape they had. */
function flattenedFrom(layers: readonly LayerEntry[], name: string): readonly [number, number, number] {
  let layer = layers.find((entry) => entry.name === name);
  const own = layer ? mapShape(layer) : ([1, 1, 1] as const);
  while (layer && layer.output_shape.length === 1 && layer.inputs.length === 1) {
    const [before] = layer.inputs;
    if (layer.type === 'linear') return own;
    layer = layers.find((entry) => entry.name === before);
  }
  return layer ? mapShape(layer) : own;
}

function isSame(one: UnitAsked, other: UnitAsked): boolean {
  const text = ({ description, layer, unit, shown }: UnitAsked): string =>
    `${description.name} ${layer} ${unit.join()} ${keyOfShown(shown)}`;
  return text(one) === text(other);
}
