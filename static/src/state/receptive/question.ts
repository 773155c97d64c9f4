/**
 * What /receptive-field shows, as its link says it: a stack of layers, or a network of the zoo, and one unit of it.
 * The twin of `app/pages/receptive_question.py`.
 *
 *   input=1,16&layers=conv:3,p1~max:2   or   network=vgg16     (wire/stack.ts tells the grammar)
 *   layer=conv3 · unit=0,7,7   channel, row, column; without, the middle of the last layer of maps
 *   image=face · view=… · theme=…
 */
import type { Pair } from '../../core/geometry.ts';
import type { Stack } from '../../core/nets/stack.ts';
import { QuestionError, shortened, splitQuery, writeQuery } from '../../wire/query.ts';
import { readStack, USUAL_INPUT, writeInput, writeLayers } from '../../wire/stack.ts';

export type Subject =
  | { readonly kind: 'stack'; readonly stack: Stack }
  | { readonly kind: 'network'; readonly network: string };

export interface Unit {
  readonly channel: number;
  readonly place: Pair;
}

export interface ReceptiveQuestion {
  readonly subject: Subject;
  readonly layer: string | null;
  readonly unit: Unit | null;
  /** Null is a picture that suits the network. */
  readonly image: string | null;
}

export interface ReceptiveView {
  readonly view?: string;
  readonly theme?: string;
}

export interface Opened {
  readonly question: ReceptiveQuestion;
  readonly view: ReceptiveView;
  /** What is wrong with the link; the question is then the opening one. */
  readonly problem: QuestionError | null;
}

export const OPENING_LAYERS = 'conv:3,p1~conv:3,p1~conv:3,p1';
export const OPENING: ReceptiveQuestion = {
  subject: { kind: 'stack', stack: readStack(USUAL_INPUT, OPENING_LAYERS) },
  layer: null,
  unit: null,
  image: null,
};

const KNOWN = ['network', 'input', 'layers', 'layer', 'unit', 'image', 'at', 't', 'view', 'theme'];

export function readReceptive(search: string): Opened {
  try {
    const given = splitQuery(search);
    const unknown = [...given.keys()].find((name) => !KNOWN.includes(name));
    if (unknown !== undefined) {
      throw new QuestionError(`There is no parameter ${shortened(unknown)} here.`, unknown.slice(0, 40));
    }
    const question = {
      subject: readSubject(given),
      layer: readName('layer', given.get('layer'), LAYER) ?? null,
      unit: readUnit(given.get('unit')),
      image: readName('image', given.get('image'), IMAGE) ?? null,
    };
    const [view, theme] = [given.get('view'), given.get('theme')];
    return { question, view: { ...(view && { view }), ...(theme && { theme }) }, problem: null };
  } catch (error) {
    if (!(error instanceof QuestionError)) throw error;
    return { question: OPENING, view: {}, problem: error };
  }
}

/** What is as the page opens is left out. */
export function writeReceptive(
  { subject, layer, unit, image }: ReceptiveQuestion,
  { view, theme }: ReceptiveView,
): string {
  const pairs: [string, string | undefined][] = [
    ...writtenSubject(subject),
    ['layer', layer ?? undefined],
    ['unit', unit ? [unit.channel, ...unit.place].join() : undefined],
    ['image', image ?? undefined],
    ['view', view],
    ['theme', theme],
  ];
  return writeQuery(pairs.filter((pair): pair is [string, string] => pair[1] !== undefined));
}

export function isSameSubject(one: Subject, other: Subject): boolean {
  return writeQuery(writtenSubject(one)) === writeQuery(writtenSubject(other));
}

function writtenSubject(subject: Subject): [string, string][] {
  if (subject.kind === 'network') return [['network', subject.network]];
  const { stack } = subject;
  return [
    ['input', writeInput(stack)],
    ['layers', writeLayers(stack)],
  ];
}

function readSubject(given: ReadonlyMap<string, string>): Subject {
  const [network, layers] = [readName('network', given.get('network'), NETWORK), given.get('layers')];
  if (network === undefined) {
    return { kind: 'stack', stack: readStack(given.get('input') ?? USUAL_INPUT, layers ?? OPENING_LAYERS) };
  }
  if (layers !== undefined || given.has('input')) {
    throw new QuestionError('Name a network or write layers: one of the two.', 'layers');
  }
  return { kind: 'network', network };
}

const NETWORK = /^[a-z0-9][a-z0-9_-]{0,63}$/;
const LAYER = /^[a-z0-9][a-z0-9_.-]{0,1023}$/;
const IMAGE = /^[A-Za-z0-9_-]{1,64}$/;

function readName(field: string, text: string | undefined, pattern: RegExp): string | undefined {
  if (text !== undefined && !pattern.test(text))
    throw new QuestionError(`${shortened(text)} is no ${field}’s name.`, field);
  return text;
}

function readUnit(text: string | undefined): Unit | null {
  if (text === undefined) return null;
  if (!/^[0-9]{1,9},[0-9]{1,9},[0-9]{1,9}$/.test(text)) {
    throw new QuestionError(`${shortened(text)} is no unit; write channel,row,column.`, 'unit');
  }
  const [channel = 0, row = 0, column = 0] = text.split(',').map(Number);
  return { channel, place: [row, column] };
}
