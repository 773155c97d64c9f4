/**
 * Questions that come faster than their answers: one is under way at a time, and of those that come meanwhile only the
 * newest waits. An answer that nobody wants any more is dropped.
 */
export class Pursuit<Q, A> {
  readonly #ask: (question: Q) => Promise<A>;
  readonly #take: (question: Q, answer: A) => void;
  readonly #fail: (error: unknown) => void;
  readonly #rest: (() => Promise<void>) | null;
  #isUnderWay = false;
  #wanted: Q | null = null;

  constructor(
    ask: (question: Q) => Promise<A>,
    take: (question: Q, answer: A) => void,
    fail: (error: unknown) => void,
    /** What lies between two answers where another is wanted. */
    rest: (() => Promise<void>) | null = null,
  ) {
    this.#ask = ask;
    this.#take = take;
    this.#fail = fail;
    this.#rest = rest;
  }

  get isUnderWay(): boolean {
    return this.#isUnderWay;
  }

  /** Settles when this question, or a newer one in its place, has been answered. */
  async want(question: Q): Promise<void> {
    this.#wanted = question;
    if (this.#isUnderWay) return;
    this.#isUnderWay = true;
    await this.#pursue();
  }

  /** Nothing is wanted any more. */
  forget(): void {
    this.#wanted = null;
  }

  /** The last look at what is wanted and the end are one step: a question that comes between them would be lost. */
  async #pursue(): Promise<void> {
    try {
      for (let question = this.#wanted; question !== null; question = this.#next(question)) {
        await this.#answer(question);
        if (this.#rest && this.#next(question) !== null) await this.#rest();
      }
    } finally {
      this.#isUnderWay = false;
    }
  }

  async #answer(question: Q): Promise<void> {
    try {
      const answer = await this.#ask(question);
      if (this.#wanted !== null) this.#take(question, answer);
    } catch (error) {
      if (this.#wanted === question) this.#fail(error);
    }
  }

  #next(done: Q): Q | null {
    return this.#wanted === done ? null : this.#wanted;
  }
}
