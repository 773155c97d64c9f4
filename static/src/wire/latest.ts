/** The answer to an older question that a newer one has replaced. */
export const LATE = Symbol('late');

/**
 * Only the newest question counts: asking again aborts the one under way, and should its answer (or its failure)
 * come all the same, it settles as LATE.
 */
export class Latest {
  #current: AbortController | null = null;

  async ask<T>(question: (signal: AbortSignal) => Promise<T>): Promise<T | typeof LATE> {
    this.cancel();
    const mine = new AbortController();
    this.#current = mine;
    const isLate = (): boolean => this.#current !== mine;
    try {
      const answer = await question(mine.signal);
      return isLate() ? LATE : answer;
    } catch (error) {
      if (isLate()) return LATE;
      throw error;
    }
  }

  /** Nobody waits any more: what is under way settles as LATE. */
  cancel(): void {
    this.#current?.abort();
    this.#current = null;
  }
}
