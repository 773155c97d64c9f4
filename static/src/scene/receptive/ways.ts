/** How much each input column counts for a unit: bars over the input, with the field's ends. */
import { formatValue } from '../../core/digits.ts';
import { boxOf } from '../box.ts';
import type { Colour, Mark, Scene } from '../mark.ts';
import { type Form, measuresFor } from '../measures.ts';
import { fittingSize } from '../text.ts';

export interface WaysView {
  readonly width: number;
  readonly form: Form;
}

export interface Bars {
  readonly title: string;
  readonly values: Float64Array;
  readonly colour: Colour;
  /** Numbers over the bars, where there is room. */
  readonly isCounted: boolean;
}

const TALL = 7.5;

/** Bars of several kinds under each other, all over the same columns; `field` is first and last of what is seen. */
export function waysScene(kinds: readonly Bars[], field: readonly [number, number] | null, view: WaysView): Scene {
  const { words, gap, line } = measuresFor(view.form, view.width);
  const columns = kinds[0]?.values.length ?? 1;
  const pitch = view.width / columns;
  const each = words * TALL + gap * 2;
  const marks: Mark[] = [];
  for (const [index, { title, values, colour, isCounted }] of kinds.entries()) {
    const top = index * each;
    const base = top + words * TALL;
    const room = words * (TALL - 3.2);
    const most = Math.max(...Array.from(values, Math.abs)) || 1;
    const texts = Array.from(values, (value) => formatValue(Math.abs(value), 3));
    const size = isCounted ? fittingSize(texts, pitch * 0.95, words, words * 0.75) : undefined;
    marks.push({
      kind: 'text',
      text: title,
      x: 0,
      y: top + words * 0.6,
      size: words,
      colour: 'ink',
      face: 'words',
      align: 'start',
    });
    if (field) {
      const [first, last] = field;
      const box = boxOf(first * pitch, base - room, (last - first + 1) * pitch, room);
      marks.push({ kind: 'rect', box, fill: 'stencil-soft', opacity: 0.7 });
    }
    for (const [column, value] of values.entries()) {
      if (value === 0) continue;
      const tall = (Math.abs(value) / most) * room;
      const box = boxOf(column * pitch + pitch * 0.08, base - tall, Math.max(1, pitch * 0.84), tall);
      marks.push({ kind: 'rect', box, fill: colour });
      if (size !== undefined) {
        const text = texts[column] ?? '';
        marks.push({
          kind: 'text',
          text,
          x: (column + 0.5) * pitch,
          y: base - tall - size * 0.7,
          size,
          colour: 'ink',
          face: 'numeral',
          align: 'middle',
        });
      }
    }
    marks.push({ kind: 'path', points: [0, base, view.width, base], stroke: { colour: 'edge', width: line } });
  }
  return {
    width: view.width,
    height: each * kinds.length,
    still: marks,
    moving: [],
    label: kinds.map(({ title }) => title).join('; '),
  };
}
