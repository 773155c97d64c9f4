/** A network that learns while one watches: its settings, its course so far, and the moment that is looked at. */
import { momentAt } from '../../core/nets/course.ts';
import {
  type CourseFacts,
  type Moment,
  type Reason,
  type Said,
  type TrainingEvent,
  TrainingLine,
  type TrainingOffers,
  type TrainingSettings,
  type Watched,
} from '../../wire/training.ts';

/** idle → opening → learning ⇄ paused → done; `gone` where the line broke before the end. */
export type Phase = 'idle' | 'opening' | 'learning' | 'paused' | 'done' | 'gone';

export interface Course {
  readonly settings: TrainingSettings;
  readonly facts: CourseFacts | null;
  readonly losses: readonly number[];
  readonly accuracies: readonly number[];
  readonly moments: readonly Moment[];
}

export type Open = (
  settings: TrainingSettings,
  watched: Watched,
  onEvent: (event: TrainingEvent) => void,
) => Pick<TrainingLine, 'order' | 'look' | 'close'>;

const openLine: Open = (settings, watched, onEvent) => new TrainingLine(settings, watched, onEvent);

export class Training {
  readonly #open: Open;
  #course = $state.raw<Course | null>(null);
  #previous = $state.raw<Course | null>(null);
  #phase = $state.raw<Phase>('idle');
  #trouble = $state.raw('');
  #ended = $state.raw<{ reason: Reason; seconds: number } | null>(null);
  /** The batch whose moment is looked at, whether or not it has come; null for the newest. */
  #chosen = $state.raw<number | null>(null);
  /** Whether the server still has the course, and can be asked about another picture. */
  #isKept = $state.raw(false);
  /** Pictures that were sent on this line, and the last that was answered. */
  #sent = $state.raw(0);
  #answered = 0;
  #waiting: Watched | null = null;
  #line: ReturnType<Open> | null = null;
  readonly #steps = $derived(this.#course?.moments.map(({ step }) => step) ?? []);
  readonly #at = $derived(
    this.#chosen === null ? Math.max(0, this.#steps.length - 1) : momentAt(this.#steps, this.#chosen),
  );

  constructor(open: Open = openLine) {
    this.#open = open;
  }

  get course(): Course | null {
    return this.#course;
  }

  /** The course before this one, to compare with. */
  get previous(): Course | null {
    return this.#previous;
  }

  get phase(): Phase {
    return this.#phase;
  }

  get isUnderWay(): boolean {
    return this.#phase === 'opening' || this.#phase === 'learning' || this.#phase === 'paused';
  }

  get trouble(): string {
    return this.#trouble;
  }

  /** Why it ended, and after how many seconds of learning. */
  get ended(): { readonly reason: Reason; readonly seconds: number } | null {
    return this.#ended;
  }

  /** The moment that is looked at, by its place among those kept. */
  get at(): number {
    return this.#at;
  }

  get moment(): Moment | null {
    return this.#course?.moments[this.#at] ?? null;
  }

  /** The batch that is gone back to, as a link keeps it; null where what is looked at goes on with the course. */
  get chosen(): number | null {
    return this.#chosen;
  }

  /** The answers of the moment are about another picture than the one that is shown now. */
  get stale(): boolean {
    return this.moment !== null && (this.#waiting !== null || this.moment.said.look !== this.#sent);
  }

  get isKept(): boolean {
    return this.#isKept;
  }

  start(settings: TrainingSettings, watched: Watched): void {
    this.#line?.close();
    if (this.#course && this.#course.losses.length > 0) this.#previous = this.#course;
    if (this.#course) this.#chosen = null;
    this.#course = { settings, facts: null, losses: [], accuracies: [], moments: [] };
    [this.#trouble, this.#ended, this.#waiting] = ['', null, null];
    [this.#sent, this.#answered, this.#isKept] = [0, 0, true];
    this.#phase = 'opening';
    const line = this.#open(settings, watched, (event) => {
      if (line === this.#line) this.#hear(event);
    });
    this.#line = line;
  }

  /** Pause, or go on. */
  toggle(): void {
    if (this.#phase === 'learning') this.#line?.order('pause');
    else if (this.#phase === 'paused') this.#line?.order('go on');
    this.#trouble = '';
  }

  stop(): void {
    if (this.#phase !== 'opening') this.#line?.order('stop');
    else {
      this.close();
      this.#phase = 'idle';
    }
  }

  /** Another picture is to be answered: at once, or when the one under way is. */
  watch(watched: Watched): void {
    if (!this.#line || !this.#isKept || this.#phase === 'idle') return;
    this.#waiting = watched;
    this.#sendWaiting();
  }

  /** Look at a moment; the last of them is looked at as it becomes another. */
  goTo(index: number): void {
    const last = this.#steps.length - 1;
    if (last < 0) return;
    this.#chosen = index >= last ? null : (this.#steps[Math.max(0, index)] ?? null);
  }

  goToStep(step: number): void {
    if (this.#steps.length > 0) this.goTo(momentAt(this.#steps, step));
  }

  /** What a link says: until the course is there, it is what will be looked at as soon as it is. */
  open(step: number | null): void {
    this.#chosen = step;
  }

  forgetPrevious(): void {
    this.#previous = null;
  }

  close(): void {
    this.#line?.close();
    this.#line = null;
    this.#isKept = false;
  }

  #hear(event: TrainingEvent): void {
    switch (event.type) {
      case 'ready':
        this.#phase = 'learning';
        this.#add({ facts: event.facts });
        this.#sendWaiting();
        break;
      case 'steps':
        this.#add({
          losses: [...(this.#course?.losses ?? []), ...event.losses],
          accuracies: [...(this.#course?.accuracies ?? []), ...event.accuracies],
        });
        break;
      case 'moment':
        this.#add({ moments: [...(this.#course?.moments ?? []), event.moment] });
        break;
      case 'look':
        this.#replace(event.steps, event.said);
        break;
      case 'problem':
        this.#trip(event.problem.message);
        break;
      case 'done':
        this.#phase = 'done';
        this.#ended = event;
        break;
      case 'left':
        this.#leave();
        break;
      default:
        this.#phase = event.type;
    }
  }

  #add(part: Partial<Course>): void {
    if (this.#course) this.#course = { ...this.#course, ...part };
  }

  /** What all moments say of the picture that was sent last. */
  #replace(steps: readonly number[], said: readonly Said[]): void {
    const byStep = new Map(steps.map((step, index) => [step, said[index]]));
    const moments = this.#course?.moments.map((one) => ({ ...one, said: byStep.get(one.step) ?? one.said })) ?? [];
    this.#answered = said[0]?.look ?? this.#answered;
    this.#add({ moments });
    this.#sendWaiting();
  }

  #sendWaiting(): void {
    if (!this.#waiting || this.#phase === 'opening' || this.#sent !== this.#answered) return;
    this.#line?.look(this.#waiting);
    this.#sent++;
    this.#waiting = null;
  }

  #trip(message: string): void {
    this.#trouble = message;
    if (this.#phase !== 'opening') {
      this.#sent = this.#answered; // a picture that cannot be looked at
      return;
    }
    // It has not begun: what was before is what there is.
    this.close();
    this.#phase = this.#previous ? 'done' : 'idle';
    this.#course = this.#previous;
    this.#previous = null;
  }

  #leave(): void {
    this.#line = null;
    this.#isKept = false;
    this.#waiting = null;
    if (!this.isUnderWay) return;
    this.#trouble = this.#course?.facts
      ? 'The server is gone, and the training with it. What it has learned so far stays here; the same settings are the same course.'
      : 'The server cannot be reached. Try again in a moment.';
    this.#phase = 'gone';
  }
}

/** Settings as the link's `view` keeps them: `train=lenet5,glyphs,300,0.002,1,1`. */
export function writeSettings({ network, data, steps, rate, seed, augment }: TrainingSettings): string {
  return [network, data, steps, rate, seed, augment ? 1 : 0].join();
}

/** What a link says, as far as this server offers it. */
export function readSettings(text: string | undefined, offers: TrainingOffers, shown: string): TrainingSettings {
  const [name, data, steps, rate, seed, augment] = (text ?? '').split(',');
  const { networks } = offers;
  const network =
    networks.find((one) => one.name === name) ?? networks.find((one) => one.name === shown) ?? networks[0];
  const sets = network?.data.map((one) => one.name) ?? [];
  return {
    network: network?.name ?? '',
    data: sets.find((one) => one === data) ?? (sets.includes('glyphs') ? 'glyphs' : (sets[0] ?? '')),
    steps: whole(steps, 1, offers.most_steps, Math.min(300, offers.most_steps)),
    rate: RATES.find((one) => one === Number(rate)) ?? 0.002,
    seed: whole(seed, 0, 999_999, 1),
    augment: augment !== '0',
  };
}

/** The batch of `moment=40`; null where the link names none. */
export function readMoment(text: string | undefined): number | null {
  return /^[0-9]{1,6}$/.test(text ?? '') ? Number(text) : null;
}

export const RATES = [0.0001, 0.0005, 0.002, 0.01, 0.05, 0.3] as const;

function whole(text: string | undefined, low: number, high: number, otherwise: number): number {
  const number = /^[0-9]{1,6}$/.test(text ?? '') ? Number(text) : otherwise;
  return Math.min(high, Math.max(low, number));
}
