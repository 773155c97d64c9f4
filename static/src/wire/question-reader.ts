/** Query strings → questions; what is wrong first is told, in the order in which the server would tell it. */
import { ZERO } from '../core/numbers.ts';
import { readKernel } from './kernel.ts';
import { PAGES_ONLY, QuestionError, shortened, splitQuery } from './query.ts';
import {
  ACTIVATIONS,
  BORDERS,
  CHANNELS,
  type ConvolutionQuestion,
  DISPLAYS,
  type Link,
  type OperationName,
  type PageView,
  POOLS,
  type PoolingQuestion,
  type Question,
  type Subject,
} from './question-types.ts';
import {
  isAdaptive,
  type Pair,
  readBias,
  readChoice,
  readFlag,
  readGrid,
  readPadding,
  readPair,
  readWhole,
  readWindow,
  VALID,
  writePadding,
  writePair,
} from './values.ts';

type Pairs = ReadonlyMap<string, string>;

const IMAGE_NAME = /^[a-z0-9][a-z0-9-]{0,63}$/;
const ONE: Pair = { rows: 1, columns: 1 };
const NONE: Pair = { rows: 0, columns: 0 };
const SUBJECT = ['image', 'grid', 'size', 'channels'];
const MOVING = ['stride', 'dilation', 'padding'];
const LAYER = ['output_padding', 'border', 'groups', 'flip', 'transposed', 'bias', 'activation'];
const NAMES: Readonly<Record<OperationName, readonly string[]>> = {
  convolution: [...SUBJECT, 'kernel', ...MOVING, ...LAYER, 'values'],
  pooling: [...SUBJECT, 'pool', 'window', ...MOVING, 'count_padding', 'values'],
};

/** Read a question; whatever is unknown, doubled, missing or out of range is a QuestionError with its field. */
export function readQuestion(query: string, op: 'convolution'): ConvolutionQuestion;
export function readQuestion(query: string, op: 'pooling'): PoolingQuestion;
export function readQuestion(query: string, op: OperationName): Question;
export function readQuestion(query: string, op: OperationName): Question {
  return readLink(query, op).question;
}

/** Read a page's address: its question, and what belongs to the page alone. */
export function readLink(query: string, op: OperationName): Link {
  const pairs = splitQuery(query);
  const view: PageView = {};
  for (const name of PAGES_ONLY) {
    const value = pairs.get(name);
    if (value !== undefined) view[name] = value;
    pairs.delete(name);
  }
  return { question: op === 'convolution' ? readConvolution(pairs) : readPooling(pairs), view };
}

function readConvolution(pairs: Pairs): ConvolutionQuestion {
  const subjectOf = readSubject(pairs);
  const asked = {
    op: 'convolution',
    kernel: required(pairs, 'kernel', readKernel),
    stride: optional(pairs, 'stride', (text) => readPair(text, 1, 64), ONE),
    dilation: optional(pairs, 'dilation', (text) => readPair(text, 1, 64), ONE),
    padding: optional(pairs, 'padding', readPadding, VALID),
    outputPadding: optional(pairs, 'output_padding', (text) => readPair(text, 0, 63), NONE),
    border: optional(pairs, 'border', (text) => readChoice(text, BORDERS), 'zeros'),
    groups: optional(pairs, 'groups', (text) => readWhole(text, 1, 64), 1),
    flip: optional(pairs, 'flip', readFlag, false),
    transposed: optional(pairs, 'transposed', readFlag, false),
    bias: optional(pairs, 'bias', readBias, [ZERO]),
    activation: optional(pairs, 'activation', (text) => readChoice(text, ACTIVATIONS), 'none'),
    values: optional(pairs, 'values', (text) => readChoice(text, DISPLAYS), 'auto'),
  } as const;
  requireKnown(pairs, NAMES.convolution);
  const question = { ...asked, subject: subjectOf() };
  requireFitting(question);
  return question;
}

function readPooling(pairs: Pairs): PoolingQuestion {
  const subjectOf = readSubject(pairs);
  const pool = required(pairs, 'pool', (text) => readChoice(text, POOLS));
  const window = required(pairs, 'window', readWindow);
  const moved = {
    stride: optional(pairs, 'stride', (text) => readPair(text, 1, 64), isAdaptive(window) ? ONE : window),
    dilation: optional(pairs, 'dilation', (text) => readPair(text, 1, 64), ONE),
    padding: optional(pairs, 'padding', readPadding, VALID),
    countPadding: optional(pairs, 'count_padding', readFlag, true),
    values: optional(pairs, 'values', (text) => readChoice(text, DISPLAYS), 'auto'),
  };
  requireKnown(pairs, NAMES.pooling);
  const question: PoolingQuestion = { op: 'pooling', subject: subjectOf(), pool, window, ...moved };
  if (isAdaptive(window)) requireAlone(question, pairs.has('stride'));
  return question;
}

/** The output's size says where adaptive windows are: nothing is left to be said about it. */
function requireAlone({ dilation, padding, countPadding }: PoolingQuestion, isStriding: boolean): void {
  const said: [field: string, isSaid: boolean][] = [
    ['stride', isStriding],
    ['dilation', writePair(dilation) !== '1'],
    ['padding', writePadding(padding) !== 'valid'],
    ['count_padding', !countPadding],
  ];
  const [field] = said.find(([, isSaid]) => isSaid) ?? [];
  if (field) throw new QuestionError(`Windows that follow the output's size leave no ${field} to choose.`, field);
}

/** Read the four fields now; whether they fit together is asked when everything else has been read. */
function readSubject(pairs: Pairs): () => Subject {
  const image = optional(pairs, 'image', readImageName, null);
  const grid = optional(pairs, 'grid', readGrid, null);
  const size = optional(pairs, 'size', (text) => readPair(text, 1, 4096), null);
  const channels = optional(pairs, 'channels', (text) => readChoice(text, CHANNELS), 'gray');
  return () => {
    if (grid === null && image !== null) return { kind: 'image', image, size, channels };
    if (grid === null || image !== null) {
      throw new QuestionError('Name an image or write a grid: one of the two.', grid === null ? 'image' : 'grid');
    }
    if (size !== null) throw misplaced('size');
    if (channels !== 'gray') throw misplaced('channels');
    return { kind: 'grid', grid };
  };
}

function misplaced(field: string): QuestionError {
  return new QuestionError(`A grid is taken as it is written: ${field} belongs to images.`, field);
}

function readImageName(text: string): string {
  if (!IMAGE_NAME.test(text)) {
    throw new RangeError(`${shortened(text)} is not an image's name; GET /api/images lists them.`);
  }
  return text;
}

function requireFitting({ transposed, outputPadding, border }: ConvolutionQuestion): void {
  if (!transposed && writePair(outputPadding) !== '0') {
    throw new QuestionError('Output padding belongs to transposed convolution; add transposed=1.', 'output_padding');
  }
  if (transposed && border !== 'zeros') {
    throw new QuestionError('A transposed convolution has no padding ring to fill; leave border out.', 'border');
  }
}

function requireKnown(pairs: Pairs, names: readonly string[]): void {
  const unknown = [...pairs.keys()].find((name) => !names.includes(name));
  if (unknown === undefined) return;
  const listed = names.join(', ');
  throw new QuestionError(`${shortened(unknown)} means nothing here; the names are ${listed}.`, unknown.slice(0, 40));
}

function required<T>(pairs: Pairs, name: string, read: (text: string) => T): T {
  if (!pairs.has(name)) throw new QuestionError(`${name} is missing.`, name);
  return optional<T | null>(pairs, name, read, null) as T;
}

function optional<T>(pairs: Pairs, name: string, read: (text: string) => T, standard: T): T {
  const text = pairs.get(name);
  if (text === undefined) return standard;
  try {
    return read(text);
  } catch (error) {
    if (error instanceof RangeError) throw new QuestionError(error.message, name);
    throw error;
  }
}
