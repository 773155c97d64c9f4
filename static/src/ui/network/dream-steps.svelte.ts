/** How far the dreams are that one looks at: a kept step that the link names, or a replay of all of them. */
import type { Command } from '../../state/commands.ts';
import { STEPS } from '../../state/network/dreams.svelte.ts';
import type { Viewing } from '../../state/viewing.svelte.ts';

/** Milliseconds of one kept picture in a replay. */
const PACE = 160;

export class DreamSteps {
  readonly #viewing: Viewing;
  readonly #option: string;
  readonly #count: () => number;
  #replayed = $state<number | null>(null);
  #spent = 0;

  /** `option` is the link's word for the step; `count` pictures are kept by now. */
  constructor(viewing: Viewing, option: string, count: () => number) {
    this.#viewing = viewing;
    this.#option = option;
    this.#count = count;
  }

  /** Without a step that is named, the last that there is. */
  get index(): number {
    const last = this.#count() - 1;
    const named = STEPS.indexOf(Number(this.#viewing.get(this.#option) ?? Number.NaN));
    return Math.min(last, this.#replayed ?? (named < 0 ? last : named));
  }

  get isReplaying(): boolean {
    return this.#replayed !== null;
  }

  look(at: number): void {
    const last = this.#count() - 1;
    const within = Math.max(0, Math.min(last, at));
    this.#replayed = null;
    this.#viewing.set(this.#option, within === last ? null : `${STEPS[within]}`);
  }

  replay(): void {
    this.#viewing.set(this.#option, null);
    this.#spent = 0;
    this.#replayed = 0;
  }

  /** A replay ends where the pictures end. */
  pass(milliseconds: number): void {
    this.#spent += milliseconds;
    if (this.#spent < PACE || this.#replayed === null) return;
    this.#spent = 0;
    this.#replayed = this.#replayed + 1 < this.#count() ? this.#replayed + 1 : null;
  }

  readonly keys: readonly Command[] = [
    key('replay', 'Grow again from grey', [' '], () => this.replay()),
    key('later', 'Some steps later', ['ArrowRight'], () => this.look(this.index + 1)),
    key('earlier', 'Some steps earlier', ['ArrowLeft'], () => this.look(this.index - 1)),
    key('grey', 'To the grey before the first step', ['Home'], () => this.look(0)),
    key('grown', 'To the last step', ['End'], () => this.look(this.#count() - 1)),
  ];
}

/** Keys, and a presenter's, that go to the next of what is dreamt, or to the one before. */
export function turningKeys(what: string, turn: (by: 1 | -1) => void): readonly Command[] {
  return [
    key('next', `The next ${what}`, ['ArrowDown', 'PageDown'], () => turn(1)),
    key('previous', `The ${what} before`, ['ArrowUp', 'PageUp'], () => turn(-1)),
  ];
}

function key(name: string, label: string, keys: readonly string[], perform: () => void): Command {
  return { name: `dream-${name}`, label, keys, group: 'time', onFigure: true, perform };
}
