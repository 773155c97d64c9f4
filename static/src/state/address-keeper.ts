/** Keeps the address as the page is: a step that can be undone is a place to come back to, the rest follows soon. */

/** The part of a window that a link needs. */
export interface Address {
  readonly location: { readonly search: string; readonly pathname: string };
  readonly history: {
    pushState(data: null, unused: '', url: string): void;
    replaceState(data: null, unused: '', url: string): void;
  };
}

/** Browsers refuse more than some hundred changes of the address in half a minute. */
const PAUSE = 400;

export type Later = (call: () => void, milliseconds: number) => () => void;

export class AddressKeeper {
  readonly #address: Address;
  readonly #later: Later;
  #steps: number;
  #pending: string | null = null;
  #callOff: (() => void) | null = null;

  constructor(address: Address, steps: number, later: Later = afterwards) {
    this.#address = address;
    this.#steps = steps;
    this.#later = later;
  }

  /** `steps` counts the changes that can be undone. */
  keep(text: string, steps: number): void {
    const { history, location } = this.#address;
    const isStep = steps !== this.#steps;
    this.#steps = steps;
    if (location.search === `?${text}`) {
      this.forget();
    } else if (isStep) {
      this.write();
      history.pushState(null, '', this.#urlOf(text));
    } else {
      const isUnderWay = this.#pending !== null;
      this.#pending = text;
      if (!isUnderWay) this.#callOff = this.#later(() => this.write(), PAUSE);
    }
  }

  /** What waits is written now. */
  write(): void {
    const text = this.#pending;
    this.forget();
    if (text !== null) this.#address.history.replaceState(null, '', this.#urlOf(text));
  }

  /** The browser has gone elsewhere: what waits is old. */
  forget(): void {
    this.#callOff?.();
    this.#pending = null;
  }

  #urlOf(text: string): string {
    return `${this.#address.location.pathname}?${text}`;
  }
}

function afterwards(call: () => void, milliseconds: number): () => void {
  const timer = setTimeout(call, milliseconds);
  return () => clearTimeout(timer);
}
