/**
 * Time as data. A lesson visits output positions one after the other, and in each the calculation runs through
 * its sub-steps. Nothing here owns a timer: a clock hands in milliseconds, a scrub bar a fraction, a key a step.
 */

export const SUB_STEPS = ['place', 'multiply', 'add', 'finish', 'write'] as const;
export type SubStep = (typeof SUB_STEPS)[number];

/** Where we are: in which output position, in which of its sub-steps, and how far through that one (0…1). */
export interface Moment {
  readonly position: number;
  readonly subStep: SubStep;
  readonly progress: number;
}

export interface TimelineOptions {
  /** How many output cells there are, all channels together, in reading order. */
  readonly positions: number;
  /** How many of them make a row. */
  readonly columns: number;
  /** Milliseconds of each sub-step at speed 5; a sub-step of 0 is passed over. */
  readonly durations?: Readonly<Record<SubStep, number>>;
}

export type Rest = 'position' | 'sub-step';

export const DURATIONS: Readonly<Record<SubStep, number>> = {
  place: 400,
  multiply: 600,
  add: 600,
  finish: 300,
  write: 300,
};

export class Timeline {
  readonly positions: number;
  readonly columns: number;
  readonly durations: Readonly<Record<SubStep, number>>;

  constructor({ positions, columns, durations = DURATIONS }: TimelineOptions) {
    if (positions < 1) throw new RangeError(`A timeline has at least 1 position, not ${positions}.`);
    if (columns < 1) throw new RangeError(`A row has at least 1 column, not ${columns}.`);
    this.positions = positions;
    this.columns = columns;
    this.durations = durations;
    if (this.perPosition <= 0) throw new RangeError('A timeline whose sub-steps all take no time would never move.');
  }

  /** Milliseconds that one position takes at speed 5. */
  get perPosition(): number {
    return SUB_STEPS.reduce((sum, subStep) => sum + this.durations[subStep], 0);
  }

  get duration(): number {
    return this.positions * this.perPosition;
  }

  /** Before anything has happened. */
  get start(): Moment {
    return { position: 0, subStep: 'place', progress: 0 };
  }

  /** The last output is written. */
  get end(): Moment {
    return this.settled(this.positions - 1);
  }

  /** A position with its whole calculation done: what a hover or a step shows. */
  settled(position: number): Moment {
    return { position: this.#inside(position), subStep: 'write', progress: 1 };
  }

  /** Milliseconds from the start to a moment, at speed 5. */
  elapsedAt({ position, subStep, progress }: Moment): number {
    const before = SUB_STEPS.slice(0, SUB_STEPS.indexOf(subStep)).reduce((sum, one) => sum + this.durations[one], 0);
    return position * this.perPosition + before + progress * this.durations[subStep];
  }

  /** The moment that many milliseconds after the start; the ends hold. */
  momentAt(elapsed: number): Moment {
    const position = this.#inside(Math.floor(elapsed / this.perPosition));
    let left = Math.max(0, elapsed) - position * this.perPosition;
    for (const subStep of SUB_STEPS) {
      const duration = this.durations[subStep];
      if (left < duration) return { position, subStep, progress: left / duration };
      left -= duration;
    }
    return this.settled(position);
  }

  /** Where a clock is after so many milliseconds more, at a speed from 1 to 9. */
  advance(moment: Moment, milliseconds: number, speed = 5): Moment {
    return this.momentAt(this.elapsedAt(moment) + milliseconds * speedFactor(speed));
  }

  /** A scrub bar's 0…1. */
  fractionOf(moment: Moment): number {
    return this.elapsedAt(moment) / this.duration;
  }

  atFraction(fraction: number): Moment {
    return this.momentAt(Math.min(1, Math.max(0, fraction)) * this.duration);
  }

  /** The next place to rest: the end of this sub-step or position, or of the one after where this one is over. */
  step(moment: Moment, rest: Rest = 'position'): Moment {
    if (rest === 'position') return this.settled(isSettled(moment) ? moment.position + 1 : moment.position);
    const ahead = this.#rests(moment.position).find((one) => this.elapsedAt(one) > this.elapsedAt(moment));
    if (ahead) return ahead;
    const next = this.#rests(moment.position + 1);
    return moment.position + 1 < this.positions && next[0] ? next[0] : this.end;
  }

  /** The place to rest before this moment; before the first of them lies the start. */
  stepBack(moment: Moment, rest: Rest = 'position'): Moment {
    const before = moment.position - 1;
    if (rest === 'sub-step') {
      const behind = this.#rests(moment.position).findLast((one) => this.elapsedAt(one) < this.elapsedAt(moment));
      if (behind) return behind;
    }
    return before < 0 ? this.start : this.settled(before);
  }

  /** The position below or above, its calculation done; at the last or first row nothing changes. */
  nextRow(moment: Moment): Moment {
    return this.#moved(moment, this.columns);
  }

  previousRow(moment: Moment): Moment {
    return this.#moved(moment, -this.columns);
  }

  /** How many outputs are painted at a moment: all before this position, and this one once it is written. */
  writtenAt(moment: Moment): number {
    return moment.position + (isSettled(moment) ? 1 : 0);
  }

  isAtEnd(moment: Moment): boolean {
    return moment.position === this.positions - 1 && isSettled(moment);
  }

  #moved(moment: Moment, by: number): Moment {
    const position = moment.position + by;
    return position < 0 || position >= this.positions ? moment : this.settled(position);
  }

  /** The ends of a position's sub-steps, those that take no time left out. */
  #rests(position: number): Moment[] {
    const lasting = SUB_STEPS.filter((subStep) => this.durations[subStep] > 0);
    const rests: Moment[] = lasting.slice(0, -1).map((subStep) => ({ position, subStep, progress: 1 }));
    return [...rests, { position, subStep: 'write', progress: 1 }];
  }

  #inside(position: number): number {
    return Math.min(this.positions - 1, Math.max(0, position));
  }
}

/** Speed 5 is the lesson's own pace; each step up or down doubles or halves it: 1 is a sixteenth, 9 sixteen times. */
export function speedFactor(speed: number): number {
  return 2 ** (Math.min(9, Math.max(1, speed)) - 5);
}

function isSettled({ subStep, progress }: Moment): boolean {
  return subStep === 'write' && progress >= 1;
}
