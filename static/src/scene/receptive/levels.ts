/** A network as the levels of a diagram along one line of the picture: every layer that looks elsewhere is a level. */
import { axesOf } from '../../core/nets/axes.ts';
import { type DescribedLayer, isMaps, type PerAxis } from '../../core/nets/structure.ts';
import type { Axis } from '../../core/nets/track.ts';

export interface Level {
  /** The layer that is drawn, and how many after it are drawn with it: they change values, and look nowhere else. */
  readonly layer: number;
  readonly name: string;
  readonly words: string;
  readonly units: number;
  /** Where the middle of unit 0 stands, in input cells, and how far on the next one. */
  readonly first: number;
  readonly jump: number;
  /** How many input columns a unit sees. */
  readonly size: number;
  /** Rows of numbers: each sees everything, so one cell stands for them all. */
  readonly isDense: boolean;
  /** The levels whose outputs it reads, where these are not the one below it. */
  readonly from: readonly number[];
}

export interface Levels {
  readonly levels: readonly Level[];
  /** The level that each layer is drawn in. */
  readonly levelOf: readonly number[];
  /** Cells of the input along the line. */
  readonly width: number;
}

/** Along a row of the picture, or (`axis` 0) along a column. */
export function levelsOf(layers: readonly DescribedLayer[], axis: 0 | 1 = 1): Levels {
  const axes = axesOf(layers);
  const at = new Map(layers.map(({ name }, index) => [name, index]));
  const width = axes[0]?.[axis].length ?? 1;
  const levels: Level[] = [];
  const levelOf: number[] = [];
  for (const [index, layer] of layers.entries()) {
    const sources = layer.inputs.map((name) => levelOf[at.get(name) as number] as number);
    if (isFolded(layer, levels[sources[0] ?? -1])) {
      levelOf.push(sources[0] as number);
      continue;
    }
    const below = levels.length - 1;
    const from = sources.some((source) => source !== below) ? sources : [];
    levels.push({ ...levelAt(layer, index, (axes[index] as PerAxis<Axis>)[axis], width), from });
    levelOf.push(levels.length - 1);
  }
  return { levels, levelOf, width };
}

/** Layers that look at their own place only, and rows of numbers after the first. */
function isFolded(layer: DescribedLayer, before: Level | undefined): boolean {
  if (!before) return false;
  if (!isMaps(layer)) return before.isDense;
  return !layer.kernel && !['adaptive-pool', 'global-pool', 'add', 'concat'].includes(layer.type);
}

function levelAt(layer: DescribedLayer, index: number, axis: Axis, width: number): Omit<Level, 'from'> {
  const isDense = !isMaps(layer);
  const jump = isDense ? width : evenJump(axis, width);
  return {
    layer: index,
    name: layer.name,
    words: wordsOf(layer),
    units: isDense ? 1 : axis.length,
    first: isDense ? width / 2 : firstOf(axis, jump),
    jump,
    size: axis.size,
    isDense,
  };
}

/** Where branches disagree, or a unit sees everything, units share the picture evenly. */
function evenJump(axis: Axis, width: number): number {
  return axis.jump ?? width / axis.length;
}

/** Units stand evenly, the middles of what they see on the average under them. */
function firstOf(axis: Axis, jump: number): number {
  const period = Math.min(axis.length, axis.tracks[0]?.spans.length ?? 1);
  const offsets = Array.from({ length: period }, (_, unit) => {
    const run = axis.at(unit);
    return run && (run[0] + run[1] + 1) / 2 - unit * jump;
  }).filter((offset) => offset !== null);
  if (offsets.length === 0 || axis.jump === null) return jump / 2;
  return offsets.reduce((sum, offset) => sum + offset, 0) / offsets.length;
}

/** `3 × 3, stride 2, dilation 2`; of a layer without a window its type. */
export function wordsOf({ type, kernel, stride, dilation }: DescribedLayer): string {
  if (!kernel || type === 'global-pool') return NAMES[type] ?? type;
  const extra = [
    type.includes('pool') ? '' : stepWords('stride', stride, 1),
    type.includes('pool') ? stepWords('stride', stride, kernel[1]) : '',
    stepWords('dilation', dilation, 1),
  ].filter(Boolean);
  return [`${NAMES[type] ?? type} ${kernel[0]} × ${kernel[1]}`, ...extra].join(', ');
}

function stepWords(name: string, pair: readonly [number, number] | null, usual: number): string {
  return pair && pair[1] !== usual ? `${name} ${pair[1]}` : '';
}

const NAMES: Readonly<Record<string, string>> = {
  'transposed-conv': 'transposed',
  'max-pool': 'max',
  'avg-pool': 'average',
  'adaptive-pool': 'adaptive pool',
  'global-pool': 'global pool',
  add: 'sum',
  concat: 'joined',
  flatten: 'dense',
  linear: 'dense',
};
