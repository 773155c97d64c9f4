/** Why a convolution has few weights: two layers of five units, each seeing three neighbours, against all seeing all. */
import { boxOf } from '../box.ts';
import type { Colour, Mark, Scene } from '../mark.ts';
import { type Form, measuresFor } from '../measures.ts';
import { dot } from './stems.ts';

export const UNITS = 5;
export const WIDTH = 3;
const LAYERS = 3;

export interface SharingView {
  readonly width: number;
  readonly form: Form;
  readonly kind: 'shared' | 'dense';
  /** The unit at hand, of the last layer; what it depends on stands out. */
  readonly unit: number | null;
}

/** `5` units, `3` weights and a bias each layer, shared; or every weight of its own. */
export function parametersOf(kind: SharingView['kind']): { readonly weights: number; readonly biases: number } {
  const layers = LAYERS - 1;
  return kind === 'shared'
    ? { weights: layers * WIDTH, biases: layers }
    : { weights: layers * UNITS * UNITS, biases: layers * UNITS };
}

/** The units of the layer below that a unit sees. */
export function seenBy(unit: number, kind: SharingView['kind']): number[] {
  const units = Array.from({ length: UNITS }, (_, index) => index);
  return kind === 'dense' ? units : units.filter((one) => Math.abs(one - unit) <= (WIDTH - 1) / 2);
}

export function sharingScene({ width, form, kind, unit }: SharingView): Omit<Scene, 'label'> {
  const measures = measuresFor(form, width);
  const { words, strong, line } = measures;
  const box = boxOf(words * 5, words, width - words * 6, Math.min(260, width * 0.5));
  const place = (layer: number, index: number): [number, number] => [
    box.x + ((index + 0.5) / UNITS) * box.width,
    box.y + box.height - (layer / (LAYERS - 1)) * box.height,
  ];
  const lit = reached(unit, kind);
  const lines: Mark[] = [];
  const dots: Mark[] = [];
  for (let layer = 0; layer < LAYERS; layer++) {
    for (let index = 0; index < UNITS; index++) {
      const [x, y] = place(layer, index);
      const isLit = lit[layer]?.has(index) ?? false;
      dots.push(dot(x, y, strong * (isLit ? 4 : 3), isLit ? 'output' : 'paper', isLit ? 'output' : 'ink', line * 1.5));
      if (layer === 0) continue;
      for (const below of seenBy(index, kind)) {
        const [fromX, fromY] = place(layer - 1, below);
        const isOn = isLit && (lit[layer - 1]?.has(below) ?? false);
        const tap = below - index + (WIDTH - 1) / 2;
        lines.push({
          kind: 'path',
          points: [fromX, fromY, x, y],
          stroke: { ...lookOf(kind, tap, measures), ...(isOn && { width: strong * 1.5 }) },
          opacity: unit === null || isOn ? 1 : 0.35,
        });
      }
    }
  }
  const names = ['input', 'layer 1', 'layer 2'].map((text, layer): Mark => {
    const [, y] = place(layer, 0);
    return { kind: 'text', text, x: 0, y, size: words, colour: 'muted', face: 'words', align: 'start' };
  });
  return { width, height: box.y * 2 + box.height, still: names, moving: [...lines, ...dots] };
}

/** Of shared weights each has one look, wherever it stands: colour and dash. */
function lookOf(
  kind: SharingView['kind'],
  tap: number,
  { line }: { line: number },
): { colour: Colour; width: number; dash?: number[] } {
  if (kind === 'dense') return { colour: 'edge', width: line };
  const looks = [
    { colour: 'stencil', width: line * 2 },
    { colour: 'ink', width: line * 2, dash: [line * 6, line * 4] },
    { colour: 'output', width: line * 2, dash: [line * 2, line * 3] },
  ] as const;
  const { dash, ...look } = { dash: [], ...looks[tap] } as { colour: Colour; width: number; dash: readonly number[] };
  return { ...look, dash: [...dash] };
}

/** Layer by layer, from the input up, the units that one of the last depends on. */
function reached(unit: number | null, kind: SharingView['kind']): ReadonlySet<number>[] {
  const layers: Set<number>[] = [new Set(unit === null ? [] : [unit])];
  for (let layer = 1; layer < LAYERS; layer++) {
    layers.unshift(new Set([...(layers[0] ?? [])].flatMap((one) => seenBy(one, kind))));
  }
  return layers;
}
