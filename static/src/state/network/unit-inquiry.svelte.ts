/** The unit that is opened: the server's receipt, and the stage's subject, both of one picture. */
import type { Activation } from '../../core/activation.ts';
import { mapShape } from '../../core/nets/layer.ts';
import { headOf } from '../../core/nets/stops.ts';
import type { Footprint, LayerEntry, UnitAnswer } from '../../wire/network-answers.ts';
import { keyOfShown, type Unit } from '../../wire/networks.ts';
import type { NetworkExploration, Sitting } from './network-exploration.svelte.ts';
import { Pursuit } from './pursuit.ts';
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
  readonly subject: UnitSubject | null;
}

/** Activations that the stage draws as the last step of a calculation. */
const FINISHING: readonly string[] = ['relu', 'leaky-relu', 'sigmoid', 'tanh'] satisfies Activation[];

export class UnitInquiry {
  #shown = $state.raw<UnitShown | null>(null);
  #footprint = $state.raw<Footprint | null>(null);
  readonly #network: NetworkExploration;
  readonly #units: Pursuit<UnitAsked, UnitShown>;
  readonly #footprints: Pursuit<UnitAsked, Footprint>;

  constructor(network: NetworkExploration) {
    this.#network = network;
    const fail = (error: unknown): void => network.report(error);
    this.#units = new Pursuit(
      (asked) => this.#asked(asked),
      (_, shown) => this.#take(shown),
      fail,
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

  measure(): void {
    if (this.#shown) void this.#footprints.want(this.#shown);
  }

  #take(shown: UnitShown): void {
    if (!this.#shown || !isSame(shown, this.#shown)) this.#footprint = null;
    this.#shown = shown;
  }

  async #asked(asked: UnitAsked): Promise<UnitShown> {
    const { description, unit, shown } = asked;
    const head = this.#headOf(asked);
    const [answer, parts] = await Promise.all([
      this.#network.asker.unit(description.name, head.name, unit, shown),
      this.#partsOf(asked, head),
    ]);
    const pool = isPool(head) ? ('winner' in answer.numbers ? 'max' : 'avg') : null;
    return { ...asked, head, answer, subject: parts && unitSubjectOf({ ...parts, pool, strongest: answer.strongest }) };
  }

  #headOf({ description, layer }: UnitAsked): LayerEntry {
    const named = description.layers.find(({ name }) => name === layer);
    const head = headOf(this.#network.stops, layer) ?? named;
    if (!head) throw new RangeError(`There is no layer ${layer}.`);
    // Behind a flattening, units are counted anew.
    return named && mapShape(named).join() === mapShape(head).join() ? head : (named ?? head);
  }

  async #partsOf({ description, layer, unit, shown }: UnitAsked, head: LayerEntry) {
    const source = head.inputs[0];
    if (source === undefined || !(weighs(head) || isPool(head))) return null;
    const finish = description.layers.find((entry) => entry.name === layer && entry.inputs[0] === head.name);
    const activation = finish && FINISHING.includes(finish.type) ? (finish.type as Activation) : 'none';
    const result = activation === 'none' ? head.name : layer;
    const [input, output, weights] = await Promise.all([
      this.#network.shelf.exact(description.name, source, shown),
      this.#network.shelf.exact(description.name, result, shown),
      weighs(head) ? this.#network.asker.weights(description.name, head.name) : null,
    ]);
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
