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
import { type Asking, Getting, type GettingOptions } from './getting.ts';
import { writeQuery } from './query.ts';
import {
  type ConvolutionQuestion,
  type ImageSubject,
  type PoolingQuestion,
  pairsOf,
  type Question,
  writeQuestion,
} from './question.ts';
import { type Tensors, tensorOf } from './safetensors.ts';
import { writePair } from './values.ts';

export interface StepsAsking extends Asking {
  readonly from?: number;
  readonly count?: number;
}

export class Client {
  readonly #getting: Getting;

  constructor(options: GettingOptions = {}) {
    this.#getting = new Getting(options);
  }

  images(asking: Asking = {}): Promise<ImageList> {
    return this.#getting.json('/api/images', asking);
  }

  /** The input of a question about an image, as the operation sees it: fitted into its size, split into its planes. */
  async image({ image, size, channels }: ImageSubject, asking: Asking = {}): Promise<Picture> {
    const query = writeQuery([...(size ? [['size', writePair(size)] as const] : []), ['channels', channels]]);
    const answer = await this.#getting.tensors(`/api/images/${image}?${query}`, asking);
    return { image: tensorOf(answer, 'image', Float32Array), meta: answer.meta as ImageEntry };
  }

  kernels(asking: Asking = {}): Promise<KernelList> {
    return this.#getting.json('/api/kernels', asking);
  }

  async convolution(question: ConvolutionQuestion, asking: Asking = {}): Promise<Output> {
    return outputOf(await this.#getting.tensors(addressOf(question), asking));
  }

  async pooling(question: PoolingQuestion, asking: Asking = {}): Promise<Output> {
    return outputOf(await this.#getting.tensors(addressOf(question), asking));
  }

  /** The sliding steps, `count` of them from step `from` on, each with its patch and what was made of it. */
  steps(question: ConvolutionQuestion, asking?: StepsAsking): Promise<StepList<ConvolutionStep>>;
  steps(question: PoolingQuestion, asking?: StepsAsking): Promise<StepList<PoolingStep>>;
  steps(question: Question, asking?: StepsAsking): Promise<StepList>;
  steps(question: Question, { from = 0, count = 64, ...asking }: StepsAsking = {}): Promise<StepList> {
    const asked: [string, string][] = [['op', question.op], ...pairsOf(question)];
    if (from !== 0) asked.push(['from', `${from}`]);
    if (count !== 64) asked.push(['count', `${count}`]);
    return this.#getting.json(`/api/steps?${writeQuery(asked)}`, asking);
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
