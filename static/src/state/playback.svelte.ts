/** Where in the lesson we are, and the clock that moves it on. What is drawn follows from `seen` alone. */
import { DURATIONS, type Moment, type Rest, type SubStep, Timeline } from '../core/timeline.ts';
import { type Clock, frames } from './clock.ts';

/** One output cell. */
export interface Place {
  readonly filter: number;
  readonly row: number;
  readonly column: number;
}

/** How many output cells there are: maps of rows and columns. A colour picture is one map. */
export interface Extent {
  readonly filters: number;
  readonly height: number;
  readonly width: number;
}

/** Where a link stands: without a place in the middle, where the page opens. */
export interface Standing extends Pick<Moment, 'subStep' | 'progress'> {
  readonly place: Place | null;
  readonly pinned: boolean;
}

/** A lesson shows every product; a sweep passes over the whole picture. */
export type Pace = 'lesson' | 'sweep';

export interface PlaybackOptions {
  readonly clock?: Clock;
  /** Whether things should not move by themselves more than they must. */
  readonly isCalm?: () => boolean;
}

/** Milliseconds of a whole sweep at speed 5. */
const SWEEP = 20_000;
const START: Moment = { position: 0, subStep: 'write', progress: 1 };

export class Playback {
  #timeline = $state.raw<Timeline | null>(null);
  #extent = $state.raw<Extent>({ filters: 1, height: 1, width: 1 });
  #moment = $state.raw<Moment>(START);
  #playing = $state.raw(false);
  #speed = $state.raw(5);
  #pinned = $state.raw(false);
  #painting = $state.raw(false);
  #pace = $state.raw<Pace>('lesson');
  #rest = $state.raw<Rest>('position');
  #visible = $state.raw(true);
  readonly #seenIn = new Map<string, boolean>();
  /** Where a link wants to stand, until somebody moves: its output may be larger than the one shown so far. */
  #wanted: Standing | null = null;
  #stop: (() => void) | null = null;
  readonly #clock: Clock;
  readonly #isCalm: () => boolean;

  constructor({ clock = frames, isCalm = () => false }: PlaybackOptions = {}) {
    this.#clock = clock;
    this.#isCalm = isCalm;
  }

  get timeline(): Timeline | null {
    return this.#timeline;
  }

  get moment(): Moment {
    return this.#moment;
  }

  /** The moment as it is drawn: a sweep, and a calm reader, see each position with its calculation done. */
  get seen(): Moment {
    const isWhole = this.#pace === 'sweep' || (this.#playing && this.#isCalm());
    return isWhole && this.#timeline ? this.#timeline.settled(this.#moment.position) : this.#moment;
  }

  get position(): number {
    return this.#moment.position;
  }

  get place(): Place {
    return this.#placeAt(this.#moment.position);
  }

  get playing(): boolean {
    return this.#playing;
  }

  get speed(): number {
    return this.#speed;
  }

  /** The pointer no longer moves the stencil. */
  get pinned(): boolean {
    return this.#pinned;
  }

  /** The output is shown as far as it is written. */
  get painting(): boolean {
    return this.#painting;
  }

  get pace(): Pace {
    return this.#pace;
  }

  get rest(): Rest {
    return this.#rest;
  }

  /** Still where a link has put it. */
  get isAsLinked(): boolean {
    return this.#wanted !== null;
  }

  /** In the middle, where the page opens. */
  get isInMiddle(): boolean {
    return this.position === this.#positionOf(middleOf(this.#extent));
  }

  /** 0…1 of the whole lesson. */
  get fraction(): number {
    return this.#timeline?.fractionOf(this.#moment) ?? 0;
  }

  /** Another output: the place is kept as far as it is still there. The first time, it is the middle. */
  fit(extent: Extent): void {
    const before = this.#timeline ? this.place : null;
    const { place, subStep, progress } = this.#wanted ?? { ...this.#moment, place: before };
    this.#extent = extent;
    this.#timeline = this.#timelineOf(extent);
    this.#moment = { position: this.#positionOf(place ?? middleOf(extent)), subStep, progress };
  }

  /** Stand where a link says, at once or as soon as there is something to show. */
  restore(standing: Standing): void {
    this.pause();
    this.#painting = false;
    this.#pinned = standing.pinned;
    this.#wanted = standing;
    if (this.#timeline) this.fit(this.#extent);
  }

  play(): void {
    const timeline = this.#timeline;
    if (!timeline || this.#playing) return;
    this.#wanted = null;
    const isOver = timeline.isAtEnd(this.#moment);
    if (isOver || !this.#painting) this.#moment = this.#begun(timeline, isOver);
    this.#playing = true;
    this.#painting = true;
    this.#run();
  }

  pause(): void {
    // Who asked for less motion has seen whole calculations only, and is left with one.
    const left = this.#playing && this.#isCalm() ? this.seen : this.#moment;
    this.#playing = false;
    this.#moment = inHundredths(left);
    this.#run();
  }

  toggle(): void {
    if (this.#playing) this.pause();
    else this.play();
  }

  step(): void {
    this.#go((timeline) => timeline.step(this.#moment, this.#rest));
  }

  stepBack(): void {
    this.#go((timeline) => timeline.stepBack(this.#moment, this.#rest));
  }

  /** One sub-step on, whatever rests are chosen: what a presenter's clicker does. */
  nextSubStep(): void {
    this.#go((timeline) => timeline.step(this.#moment, 'sub-step'));
  }

  previousSubStep(): void {
    this.#go((timeline) => timeline.stepBack(this.#moment, 'sub-step'));
  }

  nextRow(): void {
    this.#go((timeline) => timeline.nextRow(this.#moment));
  }

  previousRow(): void {
    this.#go((timeline) => timeline.previousRow(this.#moment));
  }

  toStart(): void {
    this.#go((timeline) => timeline.settled(0));
  }

  toEnd(): void {
    this.#go((timeline) => timeline.end);
  }

  /** A scrub bar's 0…1: the output is painted up to there. */
  seek(fraction: number): void {
    this.#go((timeline) => timeline.atFraction(fraction));
    this.#painting = true;
  }

  /** Show the output only as far as it is written. */
  paint(): void {
    this.#painting = true;
  }

  /** The end of a sub-step of this position. */
  seekSubStep(subStep: SubStep): void {
    this.#go(() => ({ position: this.#moment.position, subStep, progress: 1 }));
  }

  setSpeed(speed: number): void {
    this.#speed = Math.min(9, Math.max(1, Math.round(speed)));
  }

  setPace(pace: Pace): void {
    this.#pace = pace;
    if (this.#timeline) this.fit(this.#extent);
  }

  setRest(rest: Rest): void {
    this.#rest = rest;
  }

  /** The pointer is over a position; what is pinned or playing is not disturbed. */
  point(position: number): void {
    if (this.#pinned || this.#playing || !this.#timeline) return;
    this.#painting = false;
    const { position: before, subStep, progress } = this.#moment;
    if (position === before && subStep === 'write' && progress >= 1) return;
    this.#wanted = null;
    this.#moment = this.#timeline.settled(position);
  }

  pin(position: number): void {
    this.#go((timeline) => timeline.settled(position));
    this.#painting = false;
    this.#pinned = true;
  }

  unpin(): void {
    this.#pinned = false;
  }

  /** Out of sight nothing moves: one of the figures that show it is enough. */
  setVisible(visible: boolean, figure = 'stage'): void {
    this.#seenIn.set(figure, visible);
    this.#visible = [...this.#seenIn.values()].some(Boolean);
    this.#run();
  }

  /** Time goes by. */
  tick(milliseconds: number): void {
    const timeline = this.#timeline;
    if (!timeline || !this.#playing) return;
    this.#moment = timeline.advance(this.#moment, milliseconds, this.#speed);
    if (timeline.isAtEnd(this.#moment)) this.pause();
  }

  /** Playing begins with the calculation of this place, or at the start where all is done. */
  #begun(timeline: Timeline, isOver: boolean): Moment {
    if (isOver || this.#pace === 'sweep') return timeline.start;
    return { position: this.#moment.position, subStep: 'place', progress: 0 };
  }

  #go(move: (timeline: Timeline) => Moment): void {
    if (!this.#timeline) return;
    this.pause();
    this.#pinned = true;
    this.#wanted = null;
    this.#moment = inHundredths(move(this.#timeline));
  }

  #run(): void {
    const isRunning = this.#playing && this.#visible;
    if (isRunning && !this.#stop) this.#stop = this.#clock((milliseconds) => this.tick(milliseconds));
    if (!isRunning) this.#stop?.();
    if (!isRunning) this.#stop = null;
  }

  #timelineOf({ filters, height, width }: Extent): Timeline {
    const positions = Math.max(1, filters * height * width);
    const nothing = { place: 0, multiply: 0, add: 0, finish: 0 };
    const durations = this.#pace === 'sweep' ? { ...nothing, write: SWEEP / positions } : DURATIONS;
    return new Timeline({ positions, columns: Math.max(1, width), durations });
  }

  #placeAt(position: number): Place {
    const { height, width } = this.#extent;
    const inMap = position % (height * width);
    return {
      filter: Math.floor(position / (height * width)),
      row: Math.floor(inMap / width),
      column: inMap % width,
    };
  }

  #positionOf({ filter, row, column }: Place): number {
    const { filters, height, width } = this.#extent;
    const inside = (at: number, length: number): number => Math.min(length - 1, Math.max(0, at));
    return (inside(filter, filters) * height + inside(row, height)) * width + inside(column, width);
  }
}

function middleOf({ height, width }: Extent): Place {
  return { filter: 0, row: Math.floor(height / 2), column: Math.floor(width / 2) };
}

/** A moment at rest is one that a link can name. */
function inHundredths(moment: Moment): Moment {
  return { ...moment, progress: Math.round(moment.progress * 100) / 100 };
}
