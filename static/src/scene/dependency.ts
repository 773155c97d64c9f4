/** The other half of the question: which outputs an input cell reaches, which inputs a weight meets. */
import { lengthOf, type Range, type TransposedWindow } from '../core/geometry.ts';
import { atLeast, boxOf } from './box.ts';
import type { Hit } from './hit.ts';
import type { StageLayout } from './layout.ts';
import type { Mark, Rgb } from './mark.ts';
import { boxOfCell, type Panel, visibleCells } from './panel.ts';
import { outline } from './stencil.ts';
import { outputsOf, type Subject } from './subject.ts';
import { reachedTints } from './tint.ts';
import { channelsSeen, metBy } from './workings.ts';
import type { Writing } from './writing.ts';

type WeightHit = Hit & { kind: 'weight' };

export function dependencyMarks(
  subject: Subject,
  layout: StageLayout,
  pointed: Hit | undefined,
  writing: Writing | null = null,
  filter = 0,
): Mark[] {
  if (pointed?.kind === 'input') {
    const { row, column } = pointed;
    const channel = layout.inputs[pointed.channel]?.channels[0] ?? 0;
    // In a grouped convolution a filter sees the channels of its own group only.
    if (layout.inputs.length > 1 && !seenBy(subject, filter).includes(channel)) return [];
    return [...reachedTints(subject, layout, writing, row, column), ...reachedOutputs(subject, layout, row, column)];
  }
  if (pointed?.kind === 'weight') return metInputs(subject, layout, pointed, filter, tintOf(subject, pointed, writing));
  return [];
}

function seenBy(subject: Subject, filter: number): readonly number[] {
  return subject.operation === 'pooling' ? [filter] : channelsSeen(subject, filter);
}

function reachedOutputs(subject: Subject, { output, measures }: StageLayout, row: number, column: number): Mark[] {
  const { rows, columns } = outputsOf(subject, row, column);
  const [top, left] = [Math.min(...rows), Math.min(...columns)];
  if (rows.length === 0 || columns.length === 0) return [];
  const first = boxOfCell(output, top, left);
  // Neighbours wherever there are several: only a transposed dilation leaves gaps.
  const pitch = [stepOf(columns) * output.cell, stepOf(rows) * output.cell] as const;
  const stroke = { colour: 'output', width: measures.strong / 2 } as const;
  const cells: Mark =
    output.cell < 3
      ? { kind: 'rect', box: atLeast(first, 3 * measures.line), fill: 'output', opacity: 0.4 }
      : {
          kind: 'lattice',
          first,
          pitch,
          rows: rows.length,
          columns: columns.length,
          fill: 'output',
          fillOpacity: 0.2,
          stroke,
        };
  return [{ kind: 'group', clip: output.box, marks: [cells], label: reachedLabel(rows.length * columns.length) }];
}

function stepOf(cells: readonly number[]): number {
  return cells.length > 1 ? Math.abs((cells[1] as number) - (cells[0] as number)) : 1;
}

function reachedLabel(count: number): string {
  return `This input takes part in ${count} ${count === 1 ? 'output' : 'outputs'}.`;
}

/** The colour of a weight that is pointed at, where each has its own. */
function tintOf(subject: Subject, { row, column }: WeightHit, writing: Writing | null): Rgb | undefined {
  if (subject.operation === 'pooling') return undefined;
  return writing?.tint?.(metBy(subject, row, column));
}

function metInputs(
  subject: Subject,
  layout: StageLayout,
  weight: WeightHit,
  filter: number,
  tint: Rgb | undefined,
): Mark[] {
  const { geometry, input } = subject;
  const { row, column } = weight;
  const drawn = subject.operation === 'convolution' ? subject.drawn : undefined;
  const channel = (drawn ?? seenBy(subject, filter))[weight.channel] ?? 0;
  const isIts = ({ channels }: { channels: readonly number[] }): boolean => channels.includes(channel);
  const panel = (layout.inputs.length === 1 ? layout.inputs[0] : layout.inputs.find(isIts))?.panel;
  if (!panel || row >= geometry.rows.size || column >= geometry.columns.size) return [];
  if (!geometry.transposed) {
    const rows = geometry.rows.inputsOfWeight(row, input.height);
    const columns = geometry.columns.inputsOfWeight(column, input.width);
    return lengthOf(rows) && lengthOf(columns) ? [metIn(panel, rows, columns, layout, tint)] : [];
  }
  const [down, across] = [stamps(geometry.rows, row, input.height), stamps(geometry.columns, column, input.width)];
  if (lengthOf(down.inputs) === 0 || lengthOf(across.inputs) === 0) return [];
  return [
    metIn(panel, down.inputs, across.inputs, layout, tint),
    metIn(layout.output, down.outputs, across.outputs, layout, tint),
  ];
}

/** Transposed, a weight meets every input, and lands on an output for each: those cut away are left out. */
function stamps(window: TransposedWindow, weight: number, n: number): { inputs: Range; outputs: Range } {
  const length = window.outputLength(n);
  const landing = (input: number): number => input * window.stride - window.before + weight * window.dilation;
  const inputs = Array.from({ length: n }, (_, input) => input).filter(
    (input) => landing(input) >= 0 && landing(input) < length,
  );
  const [first = 0] = inputs;
  const behind = first + inputs.length;
  return {
    inputs: { start: first, stop: behind, step: 1 },
    outputs: { start: landing(first), stop: landing(behind), step: window.stride },
  };
}

/** Only the cells in sight; where they are too small to part, the region that they lie in. */
function metIn(panel: Panel, rows: Range, columns: Range, { measures }: StageLayout, tint?: Rgb): Mark {
  const seen = visibleCells(panel, true);
  const y = within(rows, seen.top, seen.bottom);
  const x = within(columns, seen.left, seen.right);
  const first = boxOfCell(panel, y.start, x.start);
  const pitch = [columns.step * panel.cell, rows.step * panel.cell] as const;
  const region = boxOf(
    first.x,
    first.y,
    (lengthOf(x) - 1) * pitch[0] + panel.cell,
    (lengthOf(y) - 1) * pitch[1] + panel.cell,
  );
  const isFine = panel.cell < 3;
  const stroke = { colour: 'stencil', width: measures.strong / 2 } as const;
  const marks: Mark[] = isFine
    ? [{ kind: 'rect', box: region, fill: tint ?? 'stencil', opacity: 0.3 }]
    : [
        {
          kind: 'lattice',
          first,
          pitch,
          rows: lengthOf(y),
          columns: lengthOf(x),
          fill: tint ?? 'stencil',
          fillOpacity: tint ? 0.9 : 0.25,
          stroke,
        },
      ];
  return { kind: 'group', clip: panel.box, marks: [...marks, outline(region, 'stencil', measures, true)] };
}

/** The members of a range from `low` to below `high`. */
function within({ start, stop, step }: Range, low: number, high: number): Range {
  const skipped = Math.max(0, Math.ceil((low - start) / step));
  return { start: start + skipped * step, stop: Math.min(stop, high), step };
}
