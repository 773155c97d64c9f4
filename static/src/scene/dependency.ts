/** The other half of the question: which outputs an input cell reaches, which inputs a weight meets. */
import { lengthOf, type Range } from '../core/geometry.ts';
import { atLeast, boxOf } from './box.ts';
import type { Hit } from './hit.ts';
import type { StageLayout } from './layout.ts';
import type { Mark } from './mark.ts';
import { boxOfCell, type Panel, visibleCells } from './panel.ts';
import { outline } from './stencil.ts';
import { outputsOf, type Subject } from './subject.ts';

export function dependencyMarks(subject: Subject, layout: StageLayout, pointed: Hit | undefined): Mark[] {
  if (pointed?.kind === 'input') return reachedOutputs(subject, layout, pointed.row, pointed.column);
  if (pointed?.kind === 'weight') return metInputs(subject, layout, pointed);
  return [];
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

function metInputs({ geometry, input }: Subject, layout: StageLayout, weight: Hit & { kind: 'weight' }): Mark[] {
  if (geometry.transposed) return [];
  const rows = geometry.rows.inputsOfWeight(weight.row, input.height);
  const columns = geometry.columns.inputsOfWeight(weight.column, input.width);
  const shown = layout.inputs.length === 1 ? layout.inputs[0] : layout.inputs[weight.channel];
  return shown ? [metIn(shown.panel, rows, columns, layout)] : [];
}

/** Only the cells in sight; where they are too small to part, the region that they lie in. */
function metIn(panel: Panel, rows: Range, columns: Range, { measures }: StageLayout): Mark {
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
    ? [{ kind: 'rect', box: region, fill: 'stencil', opacity: 0.3 }]
    : [
        {
          kind: 'lattice',
          first,
          pitch,
          rows: lengthOf(y),
          columns: lengthOf(x),
          fill: 'stencil',
          fillOpacity: 0.25,
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
