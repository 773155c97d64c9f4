/** One pooling and its answer: the output, and for max and min which cells won. */
import type { Output, Picture } from '../wire/answers.ts';
import type { ImageSubject, PoolingQuestion } from '../wire/question.ts';
import type { Tensor } from '../wire/safetensors.ts';
import { type PoolingAnswer, type PoolingStageSubject, poolingSubjectOf, serverAnswer } from './answer.ts';
import { Inquiry } from './inquiry.svelte.ts';
import { geometryForPooling } from './operation.ts';
import type { Wait } from './pauses.ts';
import { volumeOfTensor } from './volume.ts';

/** What it asks of the client. */
export interface PoolingAsker {
  pooling(question: PoolingQuestion, asking: { signal: AbortSignal }): Promise<Output>;
  image(subject: ImageSubject): Promise<Picture>;
}

export interface PoolingExplorationOptions {
  readonly asker: PoolingAsker;
  readonly question: PoolingQuestion;
  readonly wait?: Wait;
}

export class PoolingExploration extends Inquiry<PoolingQuestion, PoolingAnswer, PoolingStageSubject> {
  readonly #asker: PoolingAsker;

  constructor({ asker, question, wait }: PoolingExplorationOptions) {
    super({ question, image: (subject) => asker.image(subject), wait });
    this.#asker = asker;
  }

  protected override about(answer: PoolingAnswer): PoolingStageSubject {
    return poolingSubjectOf(answer);
  }

  protected override async fetched(question: PoolingQuestion, signal: AbortSignal): Promise<PoolingAnswer> {
    const [{ volume: input, entry }, { output, winner, meta }] = await Promise.all([
      this.inputOf(question),
      this.#asker.pooling(question, { signal }),
    ]);
    const winners = winner && planesOf(winner);
    const geometry = geometryForPooling(question, [input.height, input.width]);
    return serverAnswer({ question, winners, geometry, input, output: volumeOfTensor(output), entry }, meta);
  }
}

function planesOf({ shape, data }: Tensor<Int32Array>): Int32Array[] {
  const [channels = 0, height = 0, width = 0] = shape;
  return Array.from({ length: channels }, (_, c) => data.subarray(c * height * width, (c + 1) * height * width));
}
