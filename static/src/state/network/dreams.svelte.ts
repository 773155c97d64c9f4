/**
 * Pictures that some numbers would like to see, growing together: of each the same number of steps, and then more.
 * The server goes on from the steps that it has, so asking for more of them costs the rest alone.
 */
import type { Dream } from '../../wire/network-answers.ts';
import { dreamAddress, type NetworksClient, type Wish } from '../../wire/networks.ts';
import { troubleOf } from '../trouble.ts';

export type DreamAsker = Pick<NetworksClient, 'dream'>;

/** After so many steps a picture is shown; the last is where it stays much the same. */
export const STEPS: readonly number[] = [0, 1, 2, 4, 6, 8, 12, 16, 20, 24, 28, 32, 40, 48, 56, 64];

/** How one wish has come along: what is kept of it, and in words why there is nothing more. */
export interface Growth {
  readonly frames: readonly Dream[];
  readonly refusal: string;
}

const NOTHING: Growth = { frames: [], refusal: '' };

export class Dreams {
  #wishes = $state.raw<readonly Wish[]>([]);
  #grown = $state.raw<ReadonlyMap<string, Growth>>(new Map());
  #isStopped = $state.raw(false);
  #isUnderWay = $state.raw(false);
  readonly #next = $derived(this.#isStopped ? null : this.#missing());
  #asking: AbortController | null = null;
  readonly #asker: DreamAsker;

  constructor(asker: DreamAsker) {
    this.#asker = asker;
  }

  get isUnderWay(): boolean {
    return this.#isUnderWay;
  }

  /** There is more to come, were it not stopped. */
  get isStopped(): boolean {
    return this.#isStopped && this.#missing() !== null;
  }

  growthOf(wish: Wish): Growth {
    return this.#grown.get(keyOf(wish)) ?? NOTHING;
  }

  /** Only these are wanted; what others have come to is kept as long as these are few. */
  want(wishes: readonly Wish[]): void {
    const keys = wishes.map(keyOf);
    if (keys.join(' ') === this.#wishes.map(keyOf).join(' ')) return;
    if (!keys.some((key) => this.#wishes.some((wish) => keyOf(wish) === key))) this.#asking?.abort();
    this.#wishes = wishes;
    this.#isStopped = false;
    this.#grown = new Map([...this.#grown].filter(([key]) => keys.includes(key)));
    void this.#pursue();
  }

  stop(): void {
    this.#isStopped = true;
    this.#asking?.abort();
  }

  goOn(): void {
    this.#isStopped = false;
    void this.#pursue();
  }

  async #pursue(): Promise<void> {
    if (this.#isUnderWay) return;
    this.#isUnderWay = true;
    try {
      for (let next = this.#next; next; next = this.#next) await this.#grow(next);
    } finally {
      this.#isUnderWay = false;
    }
  }

  async #grow({ wish, steps }: Missing): Promise<void> {
    const asking = new AbortController();
    this.#asking = asking;
    try {
      const dream = await this.#asker.dream(wish, steps, { signal: asking.signal });
      this.#keep(wish, ({ frames }) => ({ frames: [...frames, dream], refusal: '' }));
    } catch (error) {
      if (asking.signal.aborted) return;
      const { message, kind } = troubleOf(error);
      if (kind === 'fault') throw error;
      this.#keep(wish, ({ frames }) => ({ frames, refusal: message }));
    }
  }

  #keep(wish: Wish, change: (growth: Growth) => Growth): void {
    const key = keyOf(wish);
    if (!this.#wishes.some((one) => keyOf(one) === key)) return;
    this.#grown = new Map([...this.#grown, [key, change(this.growthOf(wish))]]);
  }

  /** What has come least far goes on first. */
  #missing(): Missing | null {
    const growing = this.#wishes.flatMap((wish) => {
      const { frames, refusal } = this.growthOf(wish);
      const steps = STEPS[frames.length];
      const most = frames[0]?.most_steps ?? 0;
      return refusal || steps === undefined || steps > most ? [] : [{ wish, steps }];
    });
    return growing.reduce<Missing | null>((least, one) => (least && least.steps <= one.steps ? least : one), null);
  }
}

interface Missing {
  readonly wish: Wish;
  readonly steps: number;
}

function keyOf(wish: Wish): string {
  return dreamAddress(wish, 0);
}
