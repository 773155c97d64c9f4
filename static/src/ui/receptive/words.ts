/** Words and numbers about layers, for the strip, the table and the caption. */
import { fixed, formatShare, typographic } from '../../core/digits.ts';
import type { Stack, StackLayer } from '../../core/nets/stack.ts';
import { type DescribedLayer, deepestMaps } from '../../core/nets/structure.ts';

export const KIND_NAMES = {
  conv: 'Convolution',
  max: 'Max pool',
  avg: 'Average pool',
  up: 'Transposed',
  skip: 'Skip',
} as const;

/** `conv 3 × 3`, `max 2 × 2`, `around 2`. */
export function titleOf({ kind, size }: StackLayer): string {
  if (kind === 'skip') return `around ${size}`;
  return `${kind === 'up' ? 'transposed' : kind} ${size} × ${size}`;
}

/** What is not as usual: `stride 2 · padding 1`. */
export function notesOf({ kind, size, stride, dilation, padding, filters, groups }: StackLayer): string {
  const usual = kind === 'max' || kind === 'avg' ? size : 1;
  const notes = [
    stride === usual ? '' : `stride ${stride}`,
    dilation === 1 ? '' : `dilation ${dilation}`,
    padding === 'same' ? 'same' : padding > 0 ? `padding ${padding}` : '',
    kind === 'skip' && filters > 0 ? '1 × 1 on the way' : '',
    kind === 'conv' || kind === 'up' ? `${filters} filter${filters === 1 ? '' : 's'}` : '',
    groups === 1 ? '' : `${groups} groups`,
  ];
  return notes.filter(Boolean).join(' · ');
}

export function shapeOf({ output_shape: shape }: Pick<DescribedLayer, 'output_shape'>): string {
  return shape.join(' × ');
}

/** One number where rows and columns agree, `rows × columns` where they do not, a dash where there is none. */
export function paired(pair: readonly (number | null)[]): string {
  const [rows = null, columns = null] = pair;
  if (rows === columns) return rows === null ? '–' : written(rows);
  return [rows, columns].map((one) => (one === null ? '–' : written(one))).join(' × ');
}

export function thousands(count: number): string {
  return count.toLocaleString('en-US');
}

/** Of what a unit sees, how much the unit beside it sees too: `6 of 7`. */
export function overlapOf({ jump, receptive_field: size }: DescribedLayer): string {
  const [step, seen] = [jump[1], size[1]];
  if (step === null) return '–';
  const shared = Math.max(0, seen - step);
  return `${Number.isInteger(shared) ? shared : fixed(shared, 2)} of ${seen}`;
}

export function shareOf({ padding_share: share }: DescribedLayer): string {
  return formatShare(share);
}

/** The layers of a table: those that look elsewhere, or weigh something. */
export function told(layers: readonly DescribedLayer[]): DescribedLayer[] {
  return layers.filter(
    ({ type, kernel, parameters }) =>
      kernel !== null || parameters > 0 || ['input', 'add', 'concat', 'adaptive-pool', 'flatten'].includes(type),
  );
}

/** What there is to say under the figure. */
export function captionOf(layers: readonly DescribedLayer[], stack: Stack | null): string {
  const deepest = layers[deepestMaps(layers)];
  const input = layers[0];
  if (!deepest || !input || deepest === input) return '';
  const [, seen] = deepest.receptive_field;
  const [, , width = 1] = input.output_shape;
  const whole = seen >= width ? ' – the whole picture' : ` of ${width} columns`;
  const grows = stack ? '' : ' Layers that only change values are not drawn.';
  const most = Number.isInteger(deepest.jump[1]) ? '' : 'up to ';
  return `A unit of ${deepest.name} sees ${most}${seen}${whole}; the next one looks ${paired(deepest.jump)} further on.${grows}`;
}

function written(value: number): string {
  return typographic(Number.isInteger(value) ? `${value}` : `${Number(value.toFixed(3))}`);
}
