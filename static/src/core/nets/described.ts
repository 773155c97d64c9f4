/**
 * A stack analysed here, while the server's answer is on its way: shapes, receptive fields, parameters, multiply-adds,
 * and the first layer that cannot be, with its reason. The twin of `app/nets/{graph,analysis}.py`; both answer to
 * tests/golden/receptive.json.
 */
import { GeometryError } from '../errors.ts';
import { type Pair, paddingOf, type Sides, TransposedWindow, Window } from '../geometry.ts';
import { axesOf } from './axes.ts';
import type { Windowed } from './reach.ts';
import { type Laid, laidOut, type Stack, type StackLayer } from './stack.ts';
import type { DescribedLayer, PerAxis } from './structure.ts';
import type { Axis } from './track.ts';

export interface Fault {
  /** The layer's name in the network. */
  readonly layer: string;
  readonly message: string;
}

export interface Description {
  /** As far as they go: all of them, or those before the one at fault. */
  readonly layers: readonly DescribedLayer[];
  readonly fault: Fault | null;
}

type Shape = readonly [channels: number, height: number, width: number];
type Shaped = Windowed & { readonly name: string; readonly inputs: readonly string[]; readonly output_shape: Shape };

/** Why the stack cannot be; null where it can. */
export function faultOf(stack: Stack): Fault | null {
  return shaped(stack).fault;
}

export function described(stack: Stack): Description {
  const { nodes, fault } = shaped(stack);
  const axes = axesOf(nodes);
  const [picture] = axes as [PerAxis<Axis>];
  const layers = nodes.map((node, index) => ({
    ...node,
    ...sightOf(axes[index] ?? picture, picture),
    ...costOf(node, nodes),
  }));
  return { layers, fault };
}

interface Node extends Shaped {
  readonly groups: number | null;
  readonly count_padding: boolean | null;
}

function shaped(stack: Stack): { nodes: Node[]; fault: Fault | null } {
  const nodes: Node[] = [inputOf(stack)];
  for (const laid of laidOut(stack)) {
    const sources = laid.inputs.map((name) => nodes.find((node) => node.name === name) as Node);
    try {
      nodes.push(nodeAfter(laid, sources));
    } catch (error) {
      if (!(error instanceof Impossible)) throw error;
      return { nodes, fault: { layer: error.layer, message: error.message } };
    }
  }
  return { nodes, fault: null };
}

/** A layer that cannot be. */
class Impossible extends Error {
  readonly layer: string;

  constructor(message: string, layer: string) {
    super(message);
    this.layer = layer;
  }
}

const NO_WINDOW = {
  kernel: null,
  stride: null,
  padding: null,
  dilation: null,
  groups: null,
  count_padding: null,
} as const;

function inputOf({ channels, side }: Stack): Node {
  return { name: 'input', type: 'input', inputs: [], output_shape: [channels, side, side], ...NO_WINDOW };
}

function nodeAfter(laid: Laid, sources: readonly Node[]): Node {
  const [{ output_shape: shape }] = sources as [Node];
  if (laid.part === 'add') return sumOf(laid, sources);
  const { name, inputs } = laid;
  const layer: StackLayer =
    laid.part === 'shortcut'
      ? { ...laid.layer, kind: 'conv', size: 1, padding: 0, dilation: 1, groups: 1, expects: null }
      : laid.layer;
  const isPool = layer.kind === 'max' || layer.kind === 'avg';
  if (!isPool) requireChannels(layer, shape[0], name);
  if (isPool && layer.padding !== 'same' && 2 * layer.padding > layer.size) {
    throw new Impossible("A pool's padding is equal on both sides, and at most half its window.", name);
  }
  return {
    name,
    type: isPool ? `${layer.kind}-pool` : layer.kind === 'up' ? 'transposed-conv' : 'conv',
    inputs,
    output_shape: [isPool ? shape[0] : layer.filters, ...sidesAfter(layer, shape, name)],
    kernel: both(layer.size),
    stride: both(layer.stride),
    padding: frameOf(layer),
    dilation: both(layer.dilation),
    groups: isPool ? null : layer.groups,
    count_padding: layer.kind === 'avg' ? true : null,
  };
}

function requireChannels({ expects, groups, filters }: StackLayer, channels: number, name: string): void {
  if (expects !== null && expects !== channels) {
    const made = expects === 1 ? '1 input channel' : `${expects} input channels`;
    throw new Impossible(`It was made for ${made}, but ${channels} come in.`, name);
  }
  for (const [what, count] of [
    ['input channels', channels],
    ['filters', filters],
  ] as const) {
    if (count % groups) {
      throw new Impossible(`${count} ${what} cannot be shared out among ${groups} groups.`, name);
    }
  }
}

function sumOf({ name, inputs }: Laid, [body, around]: readonly Node[]): Node {
  const [ours, others] = [body?.output_shape ?? [], around?.output_shape ?? []];
  if (ours.join() !== others.join()) {
    const scope = name.replace('.add', '');
    throw new Impossible(`The body makes ${ours.join(' × ')}, the shortcut ${others.join(' × ')}: no sum.`, scope);
  }
  return { name, type: 'add', inputs, output_shape: ours as Shape, ...NO_WINDOW };
}

function sidesAfter(layer: StackLayer, [, height, width]: Shape, name: string): Pair {
  const [top, right, bottom, left] = frameOf(layer);
  const along = (before: number, after: number, length: number): number => {
    const { size, stride, dilation, spare } = layer;
    const options = { size, stride, dilation, before, after };
    const window =
      layer.kind === 'up' ? new TransposedWindow({ ...options, outputPadding: spare }) : new Window(options);
    return window.outputLength(length);
  };
  try {
    return [along(top, bottom, height), along(left, right, width)];
  } catch (error) {
    if (error instanceof GeometryError) throw new Impossible(error.message, name);
    throw error;
  }
}

function frameOf({ padding, size, dilation }: StackLayer): Sides {
  const [before, after] = padding === 'same' ? paddingOf('same', size, dilation) : [padding, padding];
  return [before, after, after, before];
}

function both(value: number): Pair {
  return [value, value];
}

function sightOf([rows, columns]: PerAxis<Axis>, [height, width]: PerAxis<Axis>) {
  return {
    jump: [rows.jump, columns.jump] as const,
    receptive_field: [rows.size, columns.size] as const,
    start: [rows.start, columns.start] as const,
    padding_share: 1 - rows.shareWithin(height.length) * columns.shareWithin(width.length),
  };
}

function costOf(
  { type, inputs, output_shape: [filters, height, width], kernel, groups }: Node,
  nodes: readonly Node[],
) {
  if (!kernel || groups === null) return { parameters: 0, macs: 0 };
  const [channels, rows, columns] = (nodes.find(({ name }) => name === inputs[0]) as Node).output_shape;
  const weights = (channels / groups) * filters * kernel[0] * kernel[1];
  // Every output place uses every weight of its filter; of a transposed convolution, every input place does.
  const places = type === 'transposed-conv' ? rows * columns : height * width;
  return { parameters: weights + filters, macs: weights * places };
}
