/** The API, typed. It keeps nothing: answers carry an ETag, and the browser's cache is the cache. */
import type {
  ConvolutionStep,
  ImageEntry,
  ImageList,
  KernelList,
  Output,
  OutputMeta,
  Picture,
  PoolingStep,
  StepList,
} from './answers.ts';
import { type Patience, patiently } from './patience.ts';
import { problemOf } from './problem.ts';
import { writeQuery } from './query.ts';
import {
  type ConvolutionQuestion,
  type ImageSubject,
  type PoolingQuestion,
  pairsOf,
  type Question,
  writeQuestion,
} from './question.ts';
import { parseJson, readSafetensors, type Tensors, tensorOf } from './safetensors.ts';
import { reached } from './unreachable.ts';
import { writePair } from './values.ts';

const SAFETENSORS = 'application/x-safetensors';
const JSON_TYPE = 'application/json';

export interface Asking {
  readonly signal?: AbortSignal;
}

export interface StepsAsking extends Asking {
  readonly from?: number;
  readonly count?: number;
}

export interface ClientOptions {
  readonly fetch?: typeof fetch;
  readonly patience?: Patience;
}

export class Client {
  readonly #fetch: typeof fetch;
  readonly #patience: Patience;

  constructor({ fetch: given, patience = {} }: ClientOptions = {}) {
    this.#fetch = given ?? ((address, options) => fetch(address, options));
    this.#patience = patience;
  }

  images(asking: Asking = {}): Promise<ImageList> {
    return this.#json('/api/images', asking);
  }

  /** The input of a question about an image, as the operation sees it: fitted into its size, split into its planes. */
  async image({ image, size, channels }: ImageSubject, asking: Asking = {}): Promise<Picture> {
    const query = writeQuery([...(size ? [['size', writePair(size)] as const] : []), ['channels', channels]]);
    const answer = await this.#tensors(`/api/images/${image}?${query}`, asking);
    return { image: tensorOf(answer, 'image', Float32Array), meta: answer.meta as ImageEntry };
  }

  kernels(asking: Asking = {}): Promise<KernelList> {
    return this.#json('/api/kernels', asking);
  }

  async convolution(question: ConvolutionQuestion, asking: Asking = {}): Promise<Output> {
    return outputOf(await this.#tensors(addressOf(question), asking));
  }

  async pooling(question: PoolingQuestion, asking: Asking = {}): Promise<Output> {
    return outputOf(await this.#tensors(addressOf(question), asking));
  }

  /** The sliding steps, `count` of them from step `from` on, each with its patch and what was made of it. */
  steps(question: ConvolutionQuestion, asking?: StepsAsking): Promise<StepList<ConvolutionStep>>;
  steps(question: PoolingQuestion, asking?: StepsAsking): Promise<StepList<PoolingStep>>;
  steps(question: Question, asking?: StepsAsking): Promise<StepList>;
  steps(question: Question, { from = 0, count = 64, ...asking }: StepsAsking = {}): Promise<StepList> {
    const asked: [string, string][] = [['op', question.op], ...pairsOf(question)];
    if (from !== 0) asked.push(['from', `${from}`]);
    if (count !== 64) asked.push(['count', `${count}`]);
    return this.#json(`/api/steps?${writeQuery(asked)}`, asking);
  }

  async #json<T>(address: string, asking: Asking): Promise<T> {
    const response = await this.#get(address, JSON_TYPE, asking);
    return parseJson(await reached(response.text()), 'The answer') as T;
  }

  async #tensors(address: string, asking: Asking): Promise<Tensors> {
    const response = await this.#get(address, SAFETENSORS, asking);
    return readSafetensors(await reached(response.arrayBuffer()));
  }

  #get(address: string, accept: string, { signal }: Asking): Promise<Response> {
    return patiently(
      async () => {
        const asking = this.#fetch(address, { headers: { Accept: accept }, signal: signal ?? null });
        const response = await reached(asking);
        if (!response.ok) throw await problemOf(response);
        return response;
      },
      this.#patience,
      signal,
    );
  }
}

/** Where a question is answered: the link, the query and the address are one text. */
export function addressOf(question: Question): string {
  return `/api/${question.op}?${writeQuestion(question)}`;
}

/** The output of a tensors answer, with the winners where there are any. */
export function outputOf(answer: Tensors): Output {
  const winner = answer.tensors.has('winner') ? tensorOf(answer, 'winner', Int32Array) : null;
  return { output: tensorOf(answer, 'output', Float32Array), winner, meta: answer.meta as OutputMeta };
}
