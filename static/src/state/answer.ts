/** What is on screen: a question with its input, its output and all that is known of both. One whole, never mixed. */
import type { ValueRange } from '../core/colour.ts';
import type { Geometry } from '../core/geometry.ts';
import type { Histogram, ImageEntry, OutputMeta } from '../wire/answers.ts';
import type { ConvolutionQuestion, PoolingQuestion, Question } from '../wire/question.ts';
import {
  clipFor,
  filtersFor,
  inputScaleFor,
  lookFor,
  lookForPooling,
  outputScaleFor,
  type Planes,
} from './operation.ts';
import { summaryOf } from './summary.ts';
import type { Volume } from './volume.ts';

export interface Answered<Q extends Question = Question> {
  readonly question: Q;
  readonly geometry: Geometry;
  readonly input: Volume;
  readonly output: Volume;
  readonly entry: ImageEntry | null;
  readonly range: ValueRange;
  /** What a screen can show of it. */
  readonly clip: ValueRange;
  readonly histogram: Histogram;
  readonly clippedShare: number;
  /** The server's; null for what was computed here while a weight is dragged. */
  readonly meta: OutputMeta | null;
  readonly source: 'server' | 'local';
}

export interface Answer extends Answered<ConvolutionQuestion> {
  /** The kernel as it is written: [filter][channel] planes of numbers. */
  readonly planes: Planes;
}

export interface PoolingAnswer extends Answered<PoolingQuestion> {
  /** For max and min: which input cell won, as row · width + column, channel by channel. */
  readonly winners: readonly Int32Array[] | null;
}

/** What the stage is about, in the scene's own shape. */
export function subjectOf({ question, planes, geometry, input, output, range, clip }: Answer) {
  const filters = filtersFor(planes, question.groups, input.planes.length);
  return {
    operation: 'convolution',
    input,
    output,
    geometry,
    inputScale: inputScaleFor(question, input),
    outputScale: outputScaleFor(lookFor(question, filters), range, clip),
    units: question.subject.kind === 'image' ? 'levels' : 'values',
    kernel: filters.planes,
    groups: filters.groups,
    border: question.border,
    flip: question.flip,
    bias: question.bias.map(({ value }) => value),
    activation: question.activation,
  } as const;
}

export type StageSubject = ReturnType<typeof subjectOf>;

export function poolingSubjectOf({ question, geometry, input, output, range, clip }: PoolingAnswer) {
  return {
    operation: 'pooling',
    input,
    output,
    geometry,
    inputScale: inputScaleFor(question, input),
    outputScale: outputScaleFor(lookForPooling(question), range, clip),
    units: question.subject.kind === 'image' ? 'levels' : 'values',
    pool: question.pool,
    countPadding: question.countPadding,
  } as const;
}

export type PoolingStageSubject = ReturnType<typeof poolingSubjectOf>;

export type AnySubject = StageSubject | PoolingStageSubject;

/** What is known of an answer before it is summed up. */
type Unsummed<A extends Answered> = Omit<A, 'range' | 'clip' | 'histogram' | 'clippedShare' | 'meta' | 'source'>;

type Known = Unsummed<Answer>;
type KnownOfPooling = Unsummed<PoolingAnswer>;

export function serverAnswer(known: Known, meta: OutputMeta): Answer;
export function serverAnswer(known: KnownOfPooling, meta: OutputMeta): PoolingAnswer;
export function serverAnswer(known: Known | KnownOfPooling, meta: OutputMeta): Answer | PoolingAnswer {
  const { range, clip, histogram, clipped_share: clippedShare } = meta;
  return { ...known, range, clip, histogram, clippedShare, meta, source: 'server' };
}

export function localAnswer(known: Known): Answer {
  const clip = clipFor(known.question, known.input);
  const summary = summaryOf(known.output, clip);
  return {
    ...known,
    range: summary.range,
    // Not spread: they are counted when they are asked for.
    get histogram() {
      return summary.histogram;
    },
    get clippedShare() {
      return summary.clippedShare;
    },
    clip,
    meta: null,
    source: 'local',
  };
}
