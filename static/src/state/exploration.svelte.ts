/**
 * One question and its answer: every gesture is a verb, every change can be undone, late answers are dropped, and
 * what is on screen is always one consistent whole. Who is asked comes in from outside.
 */
import type { ValueRange } from '../core/colour.ts';
import { GeometryError } from '../core/geometry.ts';
import type { WrittenNumber } from '../core/numbers.ts';
import type { Histogram, ImageEntry, Output, OutputMeta, Picture } from '../wire/answers.ts';
import { type Kernel, readKernel } from '../wire/kernel.ts';
import { LATE, Latest } from '../wire/latest.ts';
import {
  type Channels,
  type ConvolutionQuestion,
  type ImageSubject,
  type Pair,
  type Plane,
  writeQuestion,
} from '../wire/question.ts';
import { type Answer, localAnswer, type StageSubject, serverAnswer, subjectOf } from './answer.ts';
import type { Catalogue } from './catalogue.svelte.ts';
import { convolveHere, isSameOutput } from './here.ts';
import { History } from './history.svelte.ts';
import { Inputs } from './inputs.ts';
import { geometryFor, type Planes } from './operation.ts';
import { pauseAfter, type Wait, waited } from './pauses.ts';
import { type Trouble, troubleOf } from './trouble.ts';
import { isSameSubject, type Volume, volumeOfTensor } from './volume.ts';

/** What an exploration asks of the client. */
export interface Asker {
  convolution(question: ConvolutionQuestion, asking: { signal: AbortSignal }): Promise<Output>;
  image(subject: ImageSubject): Promise<Picture>;
}

export interface ExplorationOptions {
  readonly asker: Asker;
  readonly catalogue: Catalogue;
  readonly question: ConvolutionQuestion;
  /** How time passes: until a drag rests, until an answer is late, until a lost server is asked again. */
  readonly wait?: Wait;
}

export interface WeightPlace {
  readonly filter?: number;
  readonly channel?: number;
  readonly gesture?: string;
}

/** Milliseconds without a change at which a drag rests. */
const REST = 150;
/** Milliseconds after which an answer is late, and what is shown instead looks like it. */
const LATE_AFTER = 300;

export class Exploration {
  #question: ConvolutionQuestion = $state.raw() as ConvolutionQuestion;
  #planes = $state.raw<Planes | null>(null);
  #shown = $state.raw<Answer | null>(null);
  #problem = $state.raw<Trouble | null>(null);
  #busy = $state.raw(false);
  #late = $state.raw(false);
  #agrees = $state.raw(true);
  /** Counts the steps that can be undone: each is a place in the browser's history too. */
  #commits = $state.raw(0);
  readonly #text = $derived(writeQuestion(this.#question));
  readonly #subject = $derived(this.#shown && subjectOf(this.#shown));
  readonly #history = new History<ConvolutionQuestion>();
  readonly #asker: Asker;
  readonly #catalogue: Catalogue;
  readonly #wait: Wait;
  readonly #inputs: Inputs;
  readonly #latest = new Latest();
  #isAsking = false;
  #isAskedAgain = false;
  #asks = 0;
  #failures = 0;

  constructor({ asker, catalogue, question, wait = waited }: ExplorationOptions) {
    this.#asker = asker;
    this.#catalogue = catalogue;
    this.#question = question;
    this.#wait = wait;
    this.#inputs = new Inputs((subject) => asker.image(subject));
  }

  get question(): ConvolutionQuestion {
    return this.#question;
  }

  /** The question's one text. */
  get text(): string {
    return this.#text;
  }

  /** The wanted kernel in numbers; while a name is being looked up, the numbers before it. */
  get planes(): Planes | null {
    return this.#planes;
  }

  get shown(): Answer | null {
    return this.#shown;
  }

  get subject(): StageSubject | null {
    return this.#subject;
  }

  get input(): Volume | null {
    return this.#shown?.input ?? null;
  }

  get output(): Volume | null {
    return this.#shown?.output ?? null;
  }

  get meta(): OutputMeta | null {
    return this.#shown?.meta ?? null;
  }

  get entry(): ImageEntry | null {
    return this.#shown?.entry ?? null;
  }

  get range(): ValueRange {
    return this.#shown?.range ?? [0, 1];
  }

  /** What a screen can show of the output, whoever computed it. */
  get clip(): ValueRange {
    return this.#shown?.clip ?? [0, 1];
  }

  get clippedShare(): number {
    return this.#shown?.clippedShare ?? 0;
  }

  get histogram(): Histogram {
    return this.#shown?.histogram ?? { counts: [], edges: [] };
  }

  get problem(): Trouble | null {
    return this.#problem;
  }

  get busy(): boolean {
    return this.#busy;
  }

  /** What is shown does not answer the question, and no answer is near. */
  get stale(): boolean {
    if (this.#shown === null) return false;
    const isTroubled = this.#problem !== null && this.#problem.kind !== 'link';
    return isTroubled || (this.#late && this.#shown.source === 'server');
  }

  /** Whether what was computed here last was what the server then answered. */
  get agrees(): boolean {
    return this.#agrees;
  }

  get canUndo(): boolean {
    return this.#history.canUndo;
  }

  get canRedo(): boolean {
    return this.#history.canRedo;
  }

  get isGesturing(): boolean {
    return this.#history.isGesturing;
  }

  get commits(): number {
    return this.#commits;
  }

  /** Ask for the first time. */
  start(): Promise<void> {
    return this.#ask();
  }

  /** Change some of the question: one step to undo, or with a gesture one for all its changes until it settles. */
  change(part: Partial<ConvolutionQuestion>, gesture: string | null = null): void {
    const before = this.#question;
    const next = { ...before, ...part };
    if (writeQuestion(next) === this.#text) return;
    if (this.#history.record(before, gesture)) this.#commits++;
    this.#pursue(next);
  }

  setKernel(kernel: Kernel | string, gesture?: string): void {
    this.change({ kernel: typeof kernel === 'string' ? readKernel(kernel) : kernel }, gesture);
  }

  setWeight(row: number, column: number, number: WrittenNumber, place: WeightPlace = {}): void {
    const known = this.#catalogue.knownPlanes(this.#question.kernel);
    const plane = known?.[place.filter ?? 0]?.[place.channel ?? 0];
    if (!plane) return;
    this.setRows(plane.with(row, (plane[row] ?? []).with(column, number)), place);
  }

  /** A plane's numbers, all of them. The other planes keep their names where their shape is still the same. */
  setRows(rows: Plane, { filter = 0, channel = 0, gesture }: WeightPlace = {}): void {
    const kernel = this.#question.kernel.map((planes, f) =>
      planes.map((plane, c) => (f === filter && c === channel ? ({ kind: 'written', rows } as const) : plane)),
    );
    this.setKernel(kernel, gesture);
  }

  setImage(image: string): void {
    const { subject } = this.#question;
    const { size, channels } = subject.kind === 'image' ? subject : { size: null, channels: 'gray' as const };
    this.change({ subject: { kind: 'image', image, size, channels } });
  }

  setChannels(channels: Channels): void {
    const { subject } = this.#question;
    if (subject.kind === 'image') this.change({ subject: { ...subject, channels } });
  }

  setSize(size: Pair | null): void {
    const { subject } = this.#question;
    if (subject.kind === 'image') this.change({ subject: { ...subject, size } });
  }

  /** A drag is over: the next change is a step of its own. */
  settle(): void {
    const wasGesturing = this.isGesturing;
    this.#history.settle();
    if (wasGesturing && this.#shown?.source === 'local') void this.#ask();
  }

  undo(): void {
    this.#turn(this.#history.undo(this.#question));
  }

  redo(): void {
    this.#turn(this.#history.redo(this.#question));
  }

  /** Another link's question: no step of ours. */
  open(question: ConvolutionQuestion): void {
    this.#history.settle();
    this.#pursue(question);
  }

  /** Back or forward in the browser: undo and redo go on from there. */
  travel(question: ConvolutionQuestion): void {
    this.#history.travel(this.#question, question, (one, other) => writeQuestion(one) === writeQuestion(other));
    this.#pursue(question);
  }

  retry(): void {
    void this.#ask();
  }

  /** Put the banner away. */
  dismiss(): void {
    this.#problem = null;
  }

  /** Say what is wrong with a link, above the default that is shown instead. */
  complain(message: string, field: string | null): void {
    this.#problem = { message, field, kind: 'link' };
  }

  #turn(question: ConvolutionQuestion | undefined): void {
    if (!question) return;
    this.#commits++;
    this.#pursue(question);
  }

  #pursue(question: ConvolutionQuestion): void {
    this.#question = question;
    this.#planes = this.#catalogue.knownPlanes(question.kernel) ?? this.#planes;
    if (this.#problem?.kind !== 'connection') this.#problem = null;
    this.#failures = 0;
    if (this.isGesturing && this.#showOwn()) void this.#askAtRest();
    else void this.#ask();
  }

  /** What is computed here needs the server's word only where the drag comes to rest. */
  async #askAtRest(): Promise<void> {
    const question = this.#question;
    await this.#wait(REST);
    if (this.#question === question && this.#shown?.source === 'local') void this.#ask();
  }

  /** The answer to what is being dragged, computed here if that can be done at once. */
  #showOwn(): boolean {
    const [shown, question] = [this.#shown, this.#question];
    const planes = this.#catalogue.knownPlanes(question.kernel);
    const isSame = shown !== null && isSameSubject(shown.question.subject, question.subject);
    const seen = isSame ? { volume: shown.input, entry: shown.entry } : this.#inputs.known(question.subject);
    if (!planes || !seen) return false;
    try {
      const { volume: input, entry } = seen;
      const output = convolveHere(question, planes, input);
      if (!output) return false;
      this.#shown = localAnswer({ question, planes, geometry: geometryFor(question, planes), input, output, entry });
      return true;
    } catch (error) {
      // A shape on its way that cannot be: the server says why.
      if (!(error instanceof GeometryError)) throw error;
      return false;
    }
  }

  /** In a drag the one under way is awaited, else every drag would abort its own answers; else the newest wins. */
  async #ask(): Promise<void> {
    if (this.#isAsking && this.isGesturing) {
      this.#isAskedAgain = true;
      return;
    }
    const question = this.#question;
    this.#isAsking = true;
    this.#isAskedAgain = false;
    this.#busy = true;
    void this.#watchTheClock(++this.#asks);
    try {
      const answer = await this.#latest.ask((signal) => this.#fetched(question, signal));
      if (answer === LATE) return;
      this.#show(answer);
      this.#rest();
    } catch (error) {
      this.#rest();
      this.#stumble(error);
    }
    if (this.#isAskedAgain) void this.#ask();
  }

  #rest(): void {
    this.#isAsking = false;
    this.#busy = false;
    this.#late = false;
  }

  async #watchTheClock(ask: number): Promise<void> {
    await this.#wait(LATE_AFTER);
    if (ask === this.#asks && this.#busy) this.#late = true;
  }

  async #fetched(question: ConvolutionQuestion, signal: AbortSignal): Promise<Answer> {
    const [{ volume: input, entry }, planes, { output, meta }] = await Promise.all([
      this.#inputs.of(question.subject),
      this.#catalogue.planesOf(question.kernel),
      this.#asker.convolution(question, { signal }),
    ]);
    const geometry = geometryFor(question, planes);
    return serverAnswer({ question, planes, geometry, input, output: volumeOfTensor(output), entry }, meta);
  }

  #show(answer: Answer): void {
    this.#failures = 0;
    if (this.#problem?.kind !== 'link') this.#problem = null;
    const isNewest = writeQuestion(answer.question) === this.#text;
    if (isNewest) this.#planes = answer.planes;
    // What was computed here for a newer question is not replaced by an older answer.
    if (!isNewest && this.#shown?.source === 'local') return;
    const own = this.#shown;
    if (own?.source === 'local') this.#agrees = isSameOutput(own.output, answer.output);
    this.#shown = answer;
  }

  #stumble(error: unknown): void {
    this.#problem = troubleOf(error);
    if (this.#problem.kind === 'fault') throw error;
    if (this.#problem.kind === 'connection') void this.#heal();
  }

  /** Ask again after a while, unless something has been asked meanwhile. */
  async #heal(): Promise<void> {
    const last = this.#asks;
    await this.#wait(pauseAfter(this.#failures++));
    if (last === this.#asks) void this.#ask();
  }
}
