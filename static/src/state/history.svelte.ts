/** Undo and redo of values that are replaced whole. A gesture (a drag, a burst of keys) is one step. */
export class History<T> {
  #past = $state.raw<readonly T[]>([]);
  #future = $state.raw<readonly T[]>([]);
  #gesture = $state.raw<string | null>(null);

  get canUndo(): boolean {
    return this.#past.length > 0;
  }

  get canRedo(): boolean {
    return this.#future.length > 0;
  }

  get isGesturing(): boolean {
    return this.#gesture !== null;
  }

  /** Remember what was before a change; answers whether that was a new step and not the same gesture going on. */
  record(before: T, gesture: string | null = null): boolean {
    const goesOn = gesture !== null && gesture === this.#gesture;
    this.#gesture = gesture;
    if (goesOn) return false;
    this.#past = [...this.#past, before];
    this.#future = [];
    return true;
  }

  /** The gesture is over: what comes next is a step of its own. */
  settle(): void {
    this.#gesture = null;
  }

  /** The value before the last step; `undefined` where there is none. */
  undo(now: T): T | undefined {
    this.settle();
    const before = this.#past.at(-1);
    if (before === undefined) return undefined;
    this.#past = this.#past.slice(0, -1);
    this.#future = [now, ...this.#future];
    return before;
  }

  redo(now: T): T | undefined {
    this.settle();
    const [after, ...left] = this.#future;
    if (after === undefined) return undefined;
    this.#future = left;
    this.#past = [...this.#past, now];
    return after;
  }

  /** Go where the browser has gone: along these steps if it is one of them (the nearest), else as a step of its own. */
  travel(now: T, to: T, isSame: (one: T, other: T) => boolean): void {
    this.settle();
    if (isSame(now, to)) return;
    const here = this.#past.length;
    const line = [...this.#past, now, ...this.#future];
    const [nearest] = [...line.keys()]
      .filter((at) => isSame(line[at] as T, to))
      .sort((one, other) => Math.abs(one - here) - Math.abs(other - here));
    if (nearest === undefined) {
      this.record(now);
      return;
    }
    this.#past = line.slice(0, nearest);
    this.#future = line.slice(nearest + 1);
  }
}
