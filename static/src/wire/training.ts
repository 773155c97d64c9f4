/** GET and WS /api/training: what can be trained here, and one training that is watched. */
import { type Asking, Getting, type GettingOptions } from './getting.ts';
import { keyOfShown, type Shown } from './networks.ts';
import { type Problem, readProblem } from './problem.ts';
import { writeQuery } from './query.ts';
import { readSafetensors, type Tensor, tensorOf } from './safetensors.ts';

export interface Trainable {
  readonly name: string;
  readonly title: string;
  readonly parameters: number;
  readonly data: readonly { readonly name: string; readonly title: string }[];
}

export interface TrainingOffers {
  readonly networks: readonly Trainable[];
  readonly most_steps: number;
  readonly batch: number;
  readonly seconds: number;
  /** How many are trained at a time; 0: none. */
  readonly places: number;
}

/** The same settings are the same course. */
export interface TrainingSettings {
  readonly network: string;
  readonly data: string;
  readonly steps: number;
  readonly rate: number;
  readonly seed: number;
  readonly augment: boolean;
}

export interface CourseFacts {
  readonly network: string;
  readonly classes: readonly string[];
  readonly parameters: number;
  readonly data: string;
  readonly training_images: number;
  readonly test_images: number;
  readonly steps: number;
  readonly batch: number;
}

/** What was said of a watched picture; `look` counts the pictures. */
export interface Said {
  readonly look: number;
  readonly logits: readonly number[];
  readonly probabilities: readonly number[];
}

export interface Moment {
  readonly step: number;
  readonly testAccuracy: number;
  readonly kernels: { readonly shape: readonly number[]; readonly weights: Float32Array };
  readonly said: Said;
}

export type Reason = 'steps' | 'seconds' | 'stop' | 'lost';

export type TrainingEvent =
  | { readonly type: 'ready'; readonly facts: CourseFacts }
  | { readonly type: 'steps'; readonly losses: readonly number[]; readonly accuracies: readonly number[] }
  | { readonly type: 'moment'; readonly moment: Moment }
  | { readonly type: 'look'; readonly steps: readonly number[]; readonly said: readonly Said[] }
  | { readonly type: 'paused' | 'learning' }
  | { readonly type: 'done'; readonly reason: Reason; readonly seconds: number }
  | { readonly type: 'problem'; readonly problem: Problem }
  /** The line is gone: the server has let go of the course, or is away. */
  | { readonly type: 'left' };

export type TrainingOrder = 'pause' | 'go on' | 'stop';
/** A stored picture, or a drawing on the pad. */
export type Watched = Exclude<Shown, { readonly kind: 'frame' }>;

export function trainingOffers(asking: Asking = {}, options: GettingOptions = {}): Promise<TrainingOffers> {
  return new Getting(options).json('/api/training', asking);
}

/** One training: it begins as soon as the line is open, and ends with it. */
export class TrainingLine {
  readonly #socket: WebSocket;
  readonly #onEvent: (event: TrainingEvent) => void;
  #isClosed = false;

  constructor(
    settings: TrainingSettings,
    watched: Watched,
    onEvent: (event: TrainingEvent) => void,
    open: () => WebSocket = openSocket,
  ) {
    this.#onEvent = onEvent;
    const socket = open();
    this.#socket = socket;
    socket.binaryType = 'arraybuffer';
    socket.addEventListener('open', () => socket.send(trainingQuery(settings, watched)));
    socket.addEventListener('close', () => this.#tell({ type: 'left' }));
    socket.addEventListener('message', ({ data }: MessageEvent<string | ArrayBuffer>) => {
      const event = typeof data === 'string' ? readText(data) : readTensors(data);
      if (event) this.#tell(event);
    });
  }

  order(order: TrainingOrder): void {
    this.#send(order);
  }

  look(watched: Watched): void {
    this.#send(keyOfShown(unedited(watched)));
  }

  /** Nothing more is heard of it. */
  close(): void {
    this.#isClosed = true;
    this.#socket.close();
  }

  #send(text: string): void {
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.send(text);
  }

  #tell(event: TrainingEvent): void {
    if (!this.#isClosed) this.#onEvent(event);
  }
}

/** The question as the socket wants it. */
export function trainingQuery(settings: TrainingSettings, watched: Watched): string {
  const { network, data, steps, rate, seed, augment } = settings;
  const asked = writeQuery([
    ['network', network],
    ['data', data],
    ['steps', `${steps}`],
    ['rate', `${rate}`],
    ['seed', `${seed}`],
    ['augment', augment ? '1' : '0'],
  ]);
  return `${keyOfShown(unedited(watched))}&${asked}`;
}

/** What is changed in the trained network is no part of the one that begins anew. */
function unedited(watched: Watched): Watched {
  const { edit: _, ...picture } = watched;
  return picture as Watched;
}

function readText(text: string): TrainingEvent | null {
  const message = JSON.parse(text);
  if (typeof message.status === 'number') return { type: 'problem', problem: readProblem(text, message.status) };
  if (message.type === 'ready') return { type: 'ready', facts: message };
  return message.type === 'left' ? null : message;
}

interface Meta {
  readonly type: 'moment' | 'look';
  readonly look: number;
  readonly step: number;
  readonly steps: readonly number[];
  readonly test_accuracy: number;
}

function readTensors(data: ArrayBuffer): TrainingEvent {
  const answer = readSafetensors(data);
  const meta = answer.meta as Meta;
  const logits = rowsOf(tensorOf(answer, 'logits', Float32Array));
  const probabilities = rowsOf(tensorOf(answer, 'probabilities', Float32Array));
  const said = logits.map(
    (row, index): Said => ({ look: meta.look, logits: row, probabilities: probabilities[index] ?? [] }),
  );
  if (meta.type === 'look') return { type: 'look', steps: meta.steps, said };
  const { shape, data: weights } = tensorOf(answer, 'kernels', Float32Array);
  const moment = {
    step: meta.step,
    testAccuracy: meta.test_accuracy,
    kernels: { shape, weights },
    said: said[0] as Said,
  };
  return { type: 'moment', moment };
}

function rowsOf({ shape, data }: Tensor<Float32Array>): number[][] {
  const [rows = 0, columns = 0] = shape;
  return Array.from({ length: rows }, (_, row) => [...data.subarray(row * columns, (row + 1) * columns)]);
}

function openSocket(): WebSocket {
  const address = new URL('/api/training', location.href);
  address.protocol = address.protocol.replace('http', 'ws');
  return new WebSocket(address);
}
