/**
 * WS /api/live: a question, then frames; each answer is about the newest frame that was sent. One frame is under way
 * at a time, and the newest of those that come meanwhile waits: a slow net sees fewer frames, never older ones.
 */
import type { Output } from './answers.ts';
import { outputOf } from './client.ts';
import { type Problem, readProblem } from './problem.ts';
import { writeQuery } from './query.ts';
import { pairsOf, type Question } from './question.ts';
import { readSafetensors, type Tensors } from './safetensors.ts';

export type Frame = Blob | ArrayBuffer | Uint8Array<ArrayBuffer>;

/** connecting → ready ⇄ waiting (for the next attempt) → closed by us. */
export type LiveState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'ready' }
  | { readonly kind: 'waiting'; readonly milliseconds: number }
  | { readonly kind: 'closed' };

/** How a question is put to the socket, and how its answers are read. */
export interface Tongue<Q, A> {
  readonly write: (question: Q) => string;
  readonly read: (answer: Tensors) => A;
}

export interface LiveHandlers<A> {
  /** The answer, and the frame that it is about. */
  readonly onOutput: (output: A, frame: Frame) => void;
  readonly onProblem: (problem: Problem) => void;
  readonly onState?: (state: LiveState) => void;
}

export interface LiveOptions {
  readonly open?: () => WebSocket;
  /** Calls back after so many milliseconds; answers how to call it off. */
  readonly later?: (call: () => void, milliseconds: number) => () => void;
}

const FIRST_PAUSE = 250;
const LONGEST_PAUSE = 8000;
const TOO_LARGE = 413;

export class Live<Q, A> {
  readonly #tongue: Tongue<Q, A>;
  readonly #handlers: LiveHandlers<A>;
  readonly #open: () => WebSocket;
  readonly #later: (call: () => void, milliseconds: number) => () => void;
  #question: Q;
  #socket: WebSocket | null = null;
  #state: LiveState = { kind: 'closed' };
  /** Sent and not yet answered. */
  #underWay: Frame | null = null;
  /** Sent last: what the server has and answers under each question that comes. */
  #last: Frame | null = null;
  /** Not yet sent. */
  #newest: Frame | null = null;
  #pause = FIRST_PAUSE;
  #callOff: () => void = () => {};

  constructor(
    question: Q,
    tongue: Tongue<Q, A>,
    handlers: LiveHandlers<A>,
    { open = openSocket, later = after }: LiveOptions = {},
  ) {
    this.#question = question;
    this.#tongue = tongue;
    this.#handlers = handlers;
    this.#open = open;
    this.#later = later;
    this.#connect();
  }

  get state(): LiveState {
    return this.#state;
  }

  /** Ask another question of the frames; the last frame is answered again under it. */
  ask(question: Q): void {
    this.#question = question;
    if (this.#isOpen()) this.#socket?.send(this.#tongue.write(question));
  }

  /** Show a frame: at once, or when the one under way is answered and no newer one has come. */
  show(frame: Frame): void {
    this.#newest = frame;
    this.#sendNewest();
  }

  close(): void {
    this.#callOff();
    const socket = this.#socket;
    this.#socket = null;
    this.#enter({ kind: 'closed' });
    socket?.close();
  }

  #connect(): void {
    const socket = this.#open();
    socket.binaryType = 'arraybuffer';
    this.#socket = socket;
    this.#newest ??= this.#underWay;
    this.#underWay = null;
    this.#enter({ kind: 'connecting' });
    const whileMine = (act: () => void) => (): void => {
      if (socket === this.#socket) act();
    };
    socket.addEventListener(
      'open',
      whileMine(() => socket.send(this.#tongue.write(this.#question))),
    );
    socket.addEventListener(
      'close',
      whileMine(() => this.#reconnect()),
    );
    socket.addEventListener('message', ({ data }: MessageEvent<string | ArrayBuffer>) => {
      if (socket === this.#socket) this.#take(data);
    });
  }

  #reconnect(): void {
    this.#socket = null;
    this.#enter({ kind: 'waiting', milliseconds: this.#pause });
    this.#callOff = this.#later(() => this.#connect(), this.#pause);
    this.#pause = Math.min(2 * this.#pause, LONGEST_PAUSE);
  }

  #take(data: string | ArrayBuffer): void {
    if (typeof data === 'string') this.#takeText(data);
    else {
      this.#underWay = null;
      if (this.#last) this.#handlers.onOutput(this.#tongue.read(readSafetensors(data)), this.#last);
    }
    this.#sendNewest();
  }

  #takeText(text: string): void {
    const message: { type?: unknown; status?: unknown; frame?: unknown } = JSON.parse(text);
    if (message.type === 'ready') {
      this.#pause = FIRST_PAUSE;
      this.#enter({ kind: 'ready' });
    } else if (typeof message.status === 'number') {
      // A refusal of the question leaves the frame with the server; a refusal of the frame ends it.
      if (message.frame !== undefined || message.status === TOO_LARGE) this.#underWay = null;
      this.#handlers.onProblem(readProblem(text, message.status));
    }
  }

  #sendNewest(): void {
    if (this.#state.kind !== 'ready' || this.#underWay !== null || this.#newest === null) return;
    this.#socket?.send(this.#newest);
    this.#underWay = this.#newest;
    this.#last = this.#newest;
    this.#newest = null;
  }

  #isOpen(): boolean {
    return this.#socket !== null && this.#socket.readyState === this.#socket.OPEN;
  }

  #enter(state: LiveState): void {
    this.#state = state;
    this.#handlers.onState?.(state);
  }
}

/** The question as the socket wants it: what it is about are the frames, so image and grid are left out. */
export function liveQuery(question: Question): string {
  const pairs = pairsOf(question).filter(([name]) => name !== 'image' && name !== 'grid');
  return writeQuery([['op', question.op], ...pairs]);
}

/** Kernels and pools: the question of the page, and its output. */
export const OPERATIONS: Tongue<Question, Output> = { write: liveQuery, read: outputOf };

function openSocket(): WebSocket {
  const address = new URL('/api/live', location.href);
  address.protocol = address.protocol.replace('http', 'ws');
  return new WebSocket(address);
}

function after(call: () => void, milliseconds: number): () => void {
  const timer = setTimeout(call, milliseconds);
  return () => clearTimeout(timer);
}
