/** A row of numbers to be changed: every sample a stem with a handle, the chosen one marked. */

import { typographic } from '../../core/digits.ts';
import type { ValueRange } from '../../core/value-range.ts';
import { boxOf } from '../box.ts';
import type { Mark, Role, Scene } from '../mark.ts';
import { type Form, measuresFor } from '../measures.ts';
import { type Plot, pitchOf, roomFor, stemPlot, xOf } from './plot.ts';
import { axisMark, endMarks, indexMarks, numberSize, type Stem, sampleText, stemMarks } from './stems.ts';

export interface EditorView {
  readonly width: number;
  readonly height: number;
  readonly form: Form;
  readonly colour: Role;
  /** The sample at hand; none is marked without. */
  readonly chosen: number | null;
  /** While a stem is dragged the plot keeps its ends. */
  readonly range?: ValueRange | undefined;
}

/** Room above and below the largest, so that a stem can be pulled further than it is. */
export function editorRange(values: readonly number[]): ValueRange {
  const [low, high] = roomFor(values);
  const reach = Math.max(-low, high);
  return [Math.min(low, -reach * 0.5) * 1.25, Math.max(high, reach * 0.5) * 1.25];
}

export function editorPlot(values: readonly number[], { width, height, form, range }: EditorView): Plot {
  const { leastNumeral } = measuresFor(form, width);
  const box = boxOf(leastNumeral * 3, leastNumeral, width - leastNumeral * 3.5, height - leastNumeral * 3);
  return stemPlot(box, 0, values.length - 1, range ?? editorRange(values));
}

export function editorScene(
  values: readonly number[],
  texts: readonly string[],
  view: EditorView,
): Omit<Scene, 'label'> {
  const measures = measuresFor(view.form, view.width);
  const plot = editorPlot(values, view);
  const short = values.map((value, n) =>
    (texts[n] ?? '').length > 5 ? sampleText(value) : typographic(texts[n] ?? ''),
  );
  const size = numberSize(plot, short, measures);
  const stems = values.map((value, n): Stem => ({ n, value, text: short[n] ?? '' }));
  const look = { colour: view.colour, measures, size } as const;
  const chosen = stems.filter(({ n }) => n === view.chosen);
  const others = stems.filter(({ n }) => n !== view.chosen);
  return {
    width: view.width,
    height: view.height,
    still: [
      axisMark(plot, measures),
      ...endMarks(plot, measures),
      ...indexMarks(plot, view.height - measures.leastNumeral, measures),
    ],
    moving: [
      ...chosen.map(({ n }) => column(plot, n)),
      ...stemMarks(plot, others, look),
      ...stemMarks(plot, chosen, { ...look, strong: true, size: size ?? measures.numeral }),
    ],
  };
}

function column(plot: Plot, n: number): Mark {
  const pitch = Math.max(4, pitchOf(plot));
  return { kind: 'rect', box: boxOf(xOf(plot, n) - pitch / 2, plot.box.y, pitch, plot.box.height), fill: 'surface' };
}
