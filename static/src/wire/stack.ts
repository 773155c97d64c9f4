/**
 * A stack of layers in a link, the twin of `app/pages/stacks.py`; both answer to tests/golden/receptive.json.
 *
 *   input=3,32                              channels, side of the square input (default 1,16)
 *   layers=conv:3,p1,f16~max:2~up:2,s2~skip:2
 *
 * Layers stand one behind the other, parted by `~`. Each is a kind, `:` and the side of its window, then what is not as
 * usual: `s` stride (1; a pool's own window), `d` dilation (1), `p` padding on every side (0) or the word `same`,
 * `o` output padding (0), `f` filters (8), `g` groups (1), `i` the input channels that it was made for (what comes in).
 *   conv s d p same f g i · up (transposed) s d p o f g i · max, avg s p
 *   skip:2 leads around the 2 layers before it and is added; with `f` (and `s`) through a 1 × 1 convolution.
 */
import { KINDS, type Kind, MOST, plainLayer, type Stack, type StackLayer } from '../core/nets/stack.ts';
import { QuestionError, shortened } from './query.ts';

export const USUAL_INPUT = '1,16';

type Option = 's' | 'd' | 'p' | 'o' | 'f' | 'g' | 'i';

interface Meaning {
  readonly field: 'stride' | 'dilation' | 'padding' | 'spare' | 'filters' | 'groups' | 'expects';
  readonly name: string;
  readonly low: number;
  readonly high: number;
}

/** In the order in which they are written. */
const MEANINGS: Readonly<Record<Option, Meaning>> = {
  s: { field: 'stride', name: 'stride', low: 1, high: MOST.stride },
  d: { field: 'dilation', name: 'dilation', low: 1, high: MOST.dilation },
  p: { field: 'padding', name: 'padding', low: 0, high: MOST.padding },
  o: { field: 'spare', name: 'output padding', low: 0, high: MOST.dilation - 1 },
  f: { field: 'filters', name: 'number of filters', low: 1, high: MOST.channels },
  g: { field: 'groups', name: 'number of groups', low: 1, high: MOST.channels },
  i: { field: 'expects', name: 'number of input channels', low: 1, high: MOST.channels },
};

const ALLOWED: Readonly<Record<Kind, string>> = { conv: 'sdpfgi', up: 'sdpofgi', max: 'sp', avg: 'sp', skip: 'sf' };

export function readStack(input: string, layers: string): Stack {
  const [channels, side] = readInput(input);
  const written = layers.split('~');
  if (written.length > MOST.layers) refuse(`${written.length} layers are too many; ${MOST.layers} are the most.`);
  const read = written.map(readLayer);
  for (const [index, { kind, size }] of read.entries()) {
    if (kind !== 'skip') continue;
    if (size > index) refuse(`A skip over ${size} layers needs as many before it; there are ${index}.`);
    if (read.slice(index - size, index).some((inner) => inner.kind === 'skip')) {
      refuse('A skip cannot lead over another skip.');
    }
  }
  return { channels, side, layers: read };
}

export function writeInput({ channels, side }: Stack): string {
  return `${channels},${side}`;
}

export function writeLayers({ layers }: Stack): string {
  return layers.map(writeLayer).join('~');
}

export function writeLayer(layer: StackLayer): string {
  const plain = plainLayer(layer.kind, layer.size);
  const options = Object.entries(MEANINGS)
    .filter(([sign, { field }]) => ALLOWED[layer.kind].includes(sign) && layer[field] !== plain[field])
    .map(([sign, { field }]) => (layer[field] === 'same' ? 'same' : `${sign}${layer[field]}`));
  return [`${layer.kind}:${layer.size}`, ...options].join();
}

function readInput(text: string): [channels: number, side: number] {
  const [channels = Number.NaN, side = Number.NaN, ...more] = text.split(',').map(readCount);
  if (more.length > 0 || !(channels >= 1 && channels <= MOST.channels && side >= 1 && side <= MOST.side)) {
    throw new QuestionError(
      `${shortened(text)} is no input; write channels,side: up to ${MOST.channels},${MOST.side}.`,
      'input',
    );
  }
  return [channels, side];
}

function readLayer(text: string): StackLayer {
  const [, kind = '', size = '', options = ''] = /^([a-z]+):([0-9]+)((?:,[^,]+)*)$/.exec(text) ?? [];
  if (!isKind(kind)) {
    return refuse(`${shortened(text)} is no layer; write one such as conv:3,p1 with ${KINDS.join(', ')}.`);
  }
  let layer = plainLayer(kind, within(size, 'size', 1, MOST.size));
  const given = new Set<string>();
  for (const option of options.split(',').filter(Boolean)) {
    const [field, value] = readOption(kind, option);
    if (given.has(field)) refuse(`In ${shortened(text)} the ${field} is given twice.`);
    given.add(field);
    layer = Object.assign({}, layer, { [field]: value });
  }
  return layer;
}

function readOption(kind: Kind, option: string): [field: Meaning['field'], value: number | 'same'] {
  if (option === 'same' && kind === 'conv') return ['padding', 'same'];
  const [sign = '', number] = [option[0], option.slice(1)];
  if (!ALLOWED[kind].includes(sign)) refuse(`${shortened(option)} is no option of ${kind}.`);
  const { field, name, low, high } = MEANINGS[sign as Option];
  return [field, within(number, name, low, high)];
}

function within(text: string, name: string, low: number, high: number): number {
  const value = readCount(text);
  if (!(value >= low && value <= high))
    refuse(`A ${name} is a whole number from ${low} to ${high}, not ${shortened(text)}.`);
  return value;
}

function readCount(text: string): number {
  return /^[0-9]{1,6}$/.test(text) ? Number(text) : Number.NaN;
}

function isKind(text: string): text is Kind {
  return (KINDS as readonly string[]).includes(text);
}

function refuse(message: string): never {
  throw new QuestionError(message, 'layers');
}
