/** A stack of layers that somebody builds: what there is to choose of each layer, and the network it describes. */

export const KINDS = ['conv', 'max', 'avg', 'up', 'skip'] as const;
export type Kind = (typeof KINDS)[number];

/** One record for every kind; what a kind does not have stays at its default. */
export interface StackLayer {
  readonly kind: Kind;
  /** The side of the window; of a skip, over how many layers it leads. */
  readonly size: number;
  readonly stride: number;
  readonly dilation: number;
  readonly padding: number | 'same';
  /** Rows and columns added at the end of what a transposed convolution makes. */
  readonly spare: number;
  /** Of a skip, those of a 1 × 1 convolution on the way around; 0 where the input goes around as it is. */
  readonly filters: number;
  readonly groups: number;
  /** The input channels that it was made for; null takes what comes in. */
  readonly expects: number | null;
}

export interface Stack {
  readonly channels: number;
  /** Of the square input. */
  readonly side: number;
  readonly layers: readonly StackLayer[];
}

export const MOST = { side: 512, channels: 1024, layers: 24, size: 31, stride: 8, dilation: 16, padding: 64 } as const;
export const USUAL_FILTERS = 8;

const PLAIN: StackLayer = {
  kind: 'conv',
  size: 3,
  stride: 1,
  dilation: 1,
  padding: 0,
  spare: 0,
  filters: USUAL_FILTERS,
  groups: 1,
  expects: null,
};

/** A layer of this kind where nothing is said but its size: a pool steps by its own size, a skip changes nothing. */
export function plainLayer(kind: Kind, size: number): StackLayer {
  if (kind === 'max' || kind === 'avg') return { ...PLAIN, kind, size, stride: size, filters: 0 };
  return { ...PLAIN, kind, size, filters: kind === 'skip' ? 0 : USUAL_FILTERS };
}

/** A layer in the words of POST /api/receptive-field. */
export interface WrittenLayer {
  readonly name: string;
  readonly type: string;
  readonly [word: string]: unknown;
}

export interface Architecture {
  readonly input: readonly [channels: number, height: number, width: number];
  readonly layers: readonly WrittenLayer[];
}

/** A layer before it has a shape: its name in the network, who comes before it, and where in the stack it stands. */
export interface Laid {
  readonly name: string;
  readonly layer: StackLayer;
  /** `shortcut` and `add` are the two parts of a skip. */
  readonly part: 'layer' | 'shortcut' | 'add';
  readonly inputs: readonly string[];
  readonly index: number;
}

const STEMS: Readonly<Record<Kind, string>> = { conv: 'conv', up: 'upconv', max: 'pool', avg: 'pool', skip: 'skip' };
const INPUT = 'input';

/** The layers in the order of computing, named as the server names them: `conv1`, `skip1.conv2`, `skip1.add`. */
export function laidOut({ layers }: Stack): Laid[] {
  const scopes = scopesOf(layers);
  const counts = new Map<string, number>();
  const laid: Laid[] = [];
  const entries: string[] = [INPUT];
  for (const [index, layer] of layers.entries()) {
    const own = `${STEMS[layer.kind]}${numbered(counts, STEMS[layer.kind])}`;
    const before = entries.at(-1) as string;
    if (layer.kind === 'skip') {
      const begin = entries[index - layer.size] ?? INPUT;
      if (layer.filters > 0)
        laid.push({ name: `${own}.shortcut.conv`, layer, part: 'shortcut', inputs: [begin], index });
      const around = layer.filters > 0 ? `${own}.shortcut.conv` : begin;
      laid.push({ name: `${own}.add`, layer, part: 'add', inputs: [before, around], index });
    } else {
      const scope = scopes[index];
      laid.push({ name: scope ? `${scope}.${own}` : own, layer, part: 'layer', inputs: [before], index });
    }
    entries.push((laid.at(-1) as Laid).name);
  }
  return laid;
}

/** The network that the stack describes, as the server takes it. */
export function architectureOf(stack: Stack): Architecture {
  const { channels, side } = stack;
  const written: WrittenLayer[] = [];
  for (const { name, layer, part } of laidOut(stack)) {
    if (part === 'layer') written.push(writtenLayer(layer, name.slice(name.lastIndexOf('.') + 1)));
    if (part === 'add') {
      const body = written.splice(written.length - layer.size);
      const shortcut = layer.filters > 0 ? [aroundOf(layer)] : [];
      written.push({ name: name.replace('.add', ''), type: 'residual', body, shortcut });
    }
  }
  return { input: [channels, side, side], layers: written };
}

/** The scope of each layer: the skip that leads over it, or none. */
function scopesOf(layers: readonly StackLayer[]): (string | null)[] {
  const scopes: (string | null)[] = layers.map(() => null);
  let skips = 0;
  for (const [index, { kind, size }] of layers.entries()) {
    if (kind !== 'skip') continue;
    skips++;
    for (let inner = index - size; inner < index; inner++) scopes[inner] = `skip${skips}`;
  }
  return scopes;
}

function numbered(counts: Map<string, number>, stem: string): number {
  const count = (counts.get(stem) ?? 0) + 1;
  counts.set(stem, count);
  return count;
}

function writtenLayer(layer: StackLayer, name: string): WrittenLayer {
  const { kind, size, stride, dilation, padding, spare, filters, groups, expects } = layer;
  if (kind === 'max' || kind === 'avg') return { name, type: 'pool', kind, window: size, stride, padding };
  const channels = expects === null ? {} : { channels: expects };
  const shared = { name, filters, kernel: size, stride, dilation, padding, groups, ...channels };
  return kind === 'up' ? { ...shared, type: 'transposed-conv', output_padding: spare } : { ...shared, type: 'conv' };
}

function aroundOf({ filters, stride }: StackLayer): WrittenLayer {
  return { name: 'conv', type: 'conv', filters, kernel: 1, stride };
}
