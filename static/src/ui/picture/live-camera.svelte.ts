/** A camera whose frames the server answers. Each answer fetches the next frame: a slow net sees fewer of them. */
import type { ImageEntry } from '../../wire/answers.ts';
import { type Frame, Live, type LiveState, type Tongue } from '../../wire/live.ts';
import { upload } from '../../wire/upload.ts';
import { refusalOf } from './refusal.ts';
import { Webcam } from './webcam.ts';

/** A frame and what was made of it: always one pair. */
export interface Seen<A> {
  readonly picture: ImageBitmap;
  readonly answer: A;
}

type Phase = 'off' | 'starting' | 'on' | 'freezing';

/** Across, of what is kept when a frame is frozen. */
const WIDE = 640;
/** Milliseconds after which the next frame follows one that was refused. */
const AFTER_REFUSAL = 1000;

export class LiveCamera<Q, A> {
  readonly #tongue: Tongue<Q, A>;
  #phase = $state.raw<Phase>('off');
  #refusal = $state.raw('');
  #connection = $state.raw<LiveState['kind']>('closed');
  #seen = $state.raw<Seen<A> | null>(null);
  mirrored = $state(true);
  #webcam: Webcam | null = null;
  #live: Live<Q, A> | null = null;
  /** Whoever stops ends what is under way: opening the camera, sending a frozen frame. */
  #stopping = new AbortController();

  constructor(tongue: Tongue<Q, A>) {
    this.#tongue = tongue;
  }

  get phase(): Phase {
    return this.#phase;
  }

  /** What is wrong with the camera or its frames; empty where nothing is. */
  get refusal(): string {
    return this.#refusal;
  }

  get seen(): Seen<A> | null {
    return this.#seen;
  }

  /** Frames are answered; what is seen is of now. */
  get isConnected(): boolean {
    return this.#connection === 'ready';
  }

  get isLost(): boolean {
    return this.#phase === 'on' && this.#connection === 'waiting';
  }

  async start(question: Q): Promise<void> {
    this.#phase = 'starting';
    this.#refusal = '';
    const { signal } = this.#stopping;
    try {
      const webcam = await Webcam.open(navigator.mediaDevices);
      if (signal.aborted) webcam.close();
      else this.#begin(webcam, question);
    } catch (error) {
      if (!signal.aborted) this.stop(refusalOf(error));
    }
  }

  stop(reason = ''): void {
    this.#stopping.abort();
    this.#stopping = new AbortController();
    this.#live?.close();
    this.#webcam?.close();
    this.#live = null;
    this.#webcam = null;
    this.#see(null);
    this.#phase = 'off';
    this.#refusal = reason;
  }

  /** Another question of the frames. */
  ask(question: Q): void {
    this.#live?.ask(question);
  }

  /** Keep the frame of now as a picture; null where that could not be, or was not wanted any more. */
  async freeze(): Promise<ImageEntry | null> {
    if (!this.#webcam || this.#phase !== 'on') return null;
    this.#phase = 'freezing';
    const { signal } = this.#stopping;
    try {
      const entry = await upload(await this.#webcam.frame(this.mirrored, WIDE), { signal });
      this.stop();
      return entry;
    } catch (error) {
      if (signal.aborted) return null;
      this.#phase = 'on';
      this.#refusal = refusalOf(error);
      void this.#show();
      return null;
    }
  }

  #begin(webcam: Webcam, question: Q): void {
    this.#webcam = webcam;
    webcam.onend(() => this.stop('The camera was taken away.'));
    this.#phase = 'on';
    this.#live = new Live(question, this.#tongue, {
      onOutput: (output, frame) => void this.#take(output, frame),
      onProblem: ({ message }) => this.#refuse(message),
      onState: ({ kind }) => this.#enter(kind),
    });
  }

  #enter(kind: LiveState['kind']): void {
    this.#connection = kind;
    if (kind === 'ready') void this.#show();
  }

  #refuse(message: string): void {
    this.#refusal = message;
    setTimeout(() => void this.#show(), AFTER_REFUSAL);
  }

  async #show(): Promise<void> {
    const { signal } = this.#stopping;
    if (!this.#webcam || this.#phase !== 'on') return;
    try {
      const frame = await this.#webcam.frame(this.mirrored);
      if (!signal.aborted) this.#live?.show(frame);
    } catch (error) {
      if (!signal.aborted) this.stop(refusalOf(error));
    }
  }

  async #take(answer: A, frame: Frame): Promise<void> {
    const { signal } = this.#stopping;
    const picture = await createImageBitmap(new Blob([frame]));
    if (signal.aborted) {
      picture.close();
      return;
    }
    this.#refusal = '';
    this.#see({ picture, answer });
    requestAnimationFrame(() => void this.#show());
  }

  #see(seen: Seen<A> | null): void {
    this.#seen?.picture.close();
    this.#seen = seen;
  }
}
