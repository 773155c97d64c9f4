/**
 * One question and its answer, whatever the operation: every change can be undone, late answers are dropped, and what is
 * on screen is always one consistent whole. How an operation is asked and answered, its own exploration knows.
 */
import type { ValueRange } from '../core/colour.ts';
import type { Histogram, ImageEntry, OutputMeta, Picture } from '../wire/answers.ts';
import { LATE, Latest } from '../wire/latest.ts';
import { type Channels, type ImageSubject, type Pair, type Question, writeQuestion } from '../wire/question.ts';
import type { Answered, AnySubject } from './answer.ts';
import { isSameOutput } from './here.ts';
import { History } from './history.svelte.ts';
import { type Input, Inputs } from './inputs.ts';
import { pauseAfter, type Wait, waited } from './pauses.ts';
import { type Trouble, troubleOf } from './trouble.ts';
import { isSameSubject, type Volume } from './volume.ts';

export interface InquiryOptions<Q> {
  readonly question: Q;
  readonly image: (subject: ImageSubject) => Promise<Picture>;
  /** How time passes: until a drag rests, until an answer is late, until a lost server is asked again. */
  readonly wait?: Wait | undefined;
}

/** What a page keeps beside its question and undoes together with it, as text. */
export interface Beside {
  readonly made: string;
  make(text: string): void;
}

/** One place in the history. */
interface Step<Q> {
  readonly question: Q;
  readonly made: string;
}

/** Milliseconds without a change at which a drag rests. */
const REST = 150;
/** Milliseconds after which an answer is late, and what is shown instead looks like it. */
const LATE_AFTER = 300;

export abstract class Inquiry<
  Q extends Question = Question,
  A extends Answered<Q> = Answered<Q>,
  S extends AnySubject = AnySubject,
> {
  #question: Q = $state.raw() as Q;
  #shown = $state.raw<A | null>(null);
  #problem = $state.raw<Trouble | null>(null);
  #busy = $state.raw(false);
  #late = $state.raw(false);
  #agrees = $state.raw(true);
  /** Counts the steps that can be undone: each is a place in the browser's history too. */
  #commits = $state.raw(0);
  readonly #text = $derived(writeQuestion(this.#question));
  readonly #subject = $derived(this.#shown && this.about(this.#shown));
  readonly #history = new History<Step<Q>>();
  #beside: Beside = { made: '', make: () => undefined };
  /** What was beside the question at the last step. */
  #made = '';
  readonly #wait: Wait;
  readonly #inputs: Inputs;
  readonly #latest = new Latest();
  #isAsking = false;
  #isAskedAgain = false;
  #asks = 0;
  #failures = 0;

  constructor({ question, image, wait = waited }: InquiryOptions<Q>) {
    this.#question = question;
    this.#wait = wait;
    this.#inputs = new Inputs(image);
  }

  /** The whole answer of the server, with everything that it is shown with. */
  protected abstract fetched(question: Q, signal: AbortSignal): Promise<A>;

  /** What the stage is about, in the scene's own shape. */
  protected abstract about(answer: A): S;

  /** The answer to what is being dragged, computed here if that can be done at once. */
  protected answeredHere(_question: Q): A | null {
    return null;
  }

  /** A question is wanted from now on. */
  protected took(_question: Q): void {}

  /** The wanted question has its answer. */
  protected arrived(_answer: A): void {}

  /** An input that is at hand without asking. */
  protected inputAtHand({ subject }: Question): Input | null {
    const shown = this.#shown;
    const isSame = shown !== null && isSameSubject(shown.question.subject, subject);
    return isSame ? { volume: shown.input, entry: shown.entry } : this.#inputs.known(subject);
  }

  protected inputOf({ subject }: Question): Promise<Input> {
    return this.#inputs.of(subject);
  }

  get question(): Q {
    return this.#question;
  }

  /** The question's one text. */
  get text(): string {
    return this.#text;
  }

  get shown(): A | null {
    return this.#shown;
  }

  get subject(): S | null {
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

  /** From now on this is undone too; what it says now is where it starts. */
  accompany(beside: Beside): void {
    this.#beside = beside;
    this.#made = beside.made;
  }

  /** Change some of the question, and what was just made beside it: one step to undo, or with a gesture one for all its changes until it settles. */
  change(part: Partial<Q>, gesture: string | null = null): void {
    const next = { ...this.#question, ...part };
    const isOther = writeQuestion(next) !== this.#text;
    if (!isOther && this.#beside.made === this.#made) return;
    if (this.#history.record(this.#step(), gesture)) this.#commits++;
    this.#made = this.#beside.made;
    if (isOther) this.#pursue(next);
  }

  /** Only what is beside the question has been made anew: as with `change`. */
  keep(gesture: string | null = null): void {
    this.change({}, gesture);
  }

  setImage(image: string): void {
    const { subject } = this.#question;
    const { size, channels } = subject.kind === 'image' ? subject : { size: null, channels: 'gray' as const };
    this.#look({ kind: 'image', image, size, channels });
  }

  setChannels(channels: Channels): void {
    const { subject } = this.#question;
    if (subject.kind === 'image') this.#look({ ...subject, channels });
  }

  setSize(size: Pair | null): void {
    const { subject } = this.#question;
    if (subject.kind === 'image') this.#look({ ...subject, size });
  }

  /** A drag is over: the next change is a step of its own. */
  settle(): void {
    const wasGesturing = this.isGesturing;
    this.#history.settle();
    if (wasGesturing && this.#shown?.source === 'local') void this.#ask();
  }

  undo(): void {
    this.#turn(this.#history.undo(this.#step()));
  }

  redo(): void {
    this.#turn(this.#history.redo(this.#step()));
  }

  /** Another link's question: no step of ours. */
  open(question: Q): void {
    this.#history.settle();
    this.#pursue(question);
  }

  /** Back or forward in the browser, with what is beside the question already there: undo and redo go on from it. */
  travel(question: Q): void {
    this.#history.travel(this.#step(), { question, made: this.#beside.made }, isSameStep);
    this.#made = this.#beside.made;
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

  #look(subject: ImageSubject): void {
    this.change({ subject } as unknown as Partial<Q>);
  }

  /** As it was when the last change was over: what has since been made beside it belongs to the next one. */
  #step(): Step<Q> {
    return { question: this.#question, made: this.#made };
  }

  #turn(step: Step<Q> | undefined): void {
    if (!step) return;
    this.#commits++;
    this.#made = step.made;
    this.#beside.make(step.made);
    if (writeQuestion(step.question) !== this.#text) this.#pursue(step.question);
  }

  #pursue(question: Q): void {
    this.#question = question;
    this.took(question);
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

  #showOwn(): boolean {
    const answer = this.answeredHere(this.#question);
    if (answer) this.#shown = answer;
    return answer !== null;
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
      const answer = await this.#latest.ask((signal) => this.fetched(question, signal));
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

  #show(answer: A): void {
    this.#failures = 0;
    if (this.#problem?.kind !== 'link') this.#problem = null;
    const isNewest = writeQuestion(answer.question) === this.#text;
    if (isNewest) this.arrived(answer);
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

function isSameStep<Q extends Question>(one: Step<Q>, other: Step<Q>): boolean {
  return one.made === other.made && writeQuestion(one.question) === writeQuestion(other.question);
}
