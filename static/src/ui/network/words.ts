/** How networks are spoken of. */
import { digitsOf } from '../../core/digits.ts';
import type { LayerEntry, LayerMaps } from '../../wire/network-answers.ts';

const TYPES: Readonly<Record<string, string>> = {
  conv: 'convolution',
  'transposed-conv': 'transposed convolution',
  'max-pool': 'max pool',
  'avg-pool': 'average pool',
  'global-pool': 'global pool',
  'adaptive-pool': 'adaptive pool',
  'batch-norm': 'batch norm',
  'local-norm': 'local norm',
  relu: 'ReLU',
  relu6: 'ReLU6',
  'leaky-relu': 'leaky ReLU',
  linear: 'dense',
};

export function typeName(type: string): string {
  return TYPES[type] ?? type;
}

/** `32 × 28 × 28`, channels first. */
export function shapeText(shape: readonly number[]): string {
  return shape.join(' × ');
}

/** `3 × 3`, or `3` where square is said already. */
export function pairText(pair: readonly (number | null)[] | null): string {
  if (!pair || pair.every((one) => one === null)) return '–';
  return pair.map((one) => (one === null ? '–' : `${one}`)).join(' × ');
}

/** With narrow spaces between thousands. */
export function countText(count: number): string {
  return `${count}`.replace(/\B(?=(\d{3})+(?!\d))/g, '\u202f');
}

/** `3 × 3, stride 2, padding 1`: what a layer does with its window. */
export function windowText({ kernel, stride, padding, dilation, groups }: LayerEntry): string {
  if (!kernel) return '';
  const parts = [pairText(kernel)];
  if (stride?.some((step) => step !== 1)) parts.push(`stride ${sameOr(stride)}`);
  if (padding?.some((cells) => cells !== 0)) parts.push(`padding ${sameOr(padding)}`);
  if (dilation?.some((step) => step !== 1)) parts.push(`dilation ${sameOr(dilation)}`);
  if (groups !== null && groups > 1) parts.push(`${groups} groups`);
  return parts.join(', ');
}

function sameOr(numbers: readonly number[]): string {
  return numbers.every((number) => number === numbers[0]) ? `${numbers[0]}` : numbers.join(', ');
}

/** `−0.31 … 1.2`: from the least of all maps to the most. */
export function rangeText(ranges: LayerMaps['ranges']): string {
  const low = Math.min(...ranges.map(([least]) => least));
  const high = Math.max(...ranges.map(([, most]) => most));
  return `${digitsOf(low, 3).text} … ${digitsOf(high, 3).text}`;
}

/** Of a dotted name the last part: the scope is said where there is room for it. */
export function lastName(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

/** `map 6, row 7, column 8`: words count from 1, links and the API from 0. */
export function unitText(unit: readonly number[]): string {
  const [first, row, column] = unit.map((at) => at + 1);
  return row === undefined ? `number ${first}` : `map ${first}, row ${row}, column ${column}`;
}

/** `conv1: convolution 3 × 3, 32 × 28 × 28, −0.31 … 1.2, 1 dead`: a layer in one line. */
export function layerText(layer: LayerEntry, maps: LayerMaps | undefined): string {
  const what = [`${layer.name}: ${typeName(layer.type)}`, windowText(layer)].filter(Boolean).join(' ');
  const dead = maps?.dead.length ?? 0;
  const told = maps && !maps.isDifference ? [rangeText(maps.ranges), ...(dead > 0 ? [`${dead} dead`] : [])] : [];
  return [what, shapeText(layer.output_shape), ...told].join(', ');
}
