/** What lies under a point, by the same geometry that draws it. */
import { contains } from './box.ts';
import { tileOf } from './calculation-layout.ts';
import { cellAt } from './panel.ts';
import type { Hit, StageLayout } from './plan.ts';

export type { Hit } from './plan.ts';

/** `channel` counts the input panels or the calculation's groups; a colour picture is one panel. */
export function hitAt(layout: StageLayout, x: number, y: number): Hit | null {
  const output = cellAt(layout.output, x, y);
  if (output) return { kind: 'output', channel: 0, ...output };
  for (const [channel, { panel }] of layout.inputs.entries()) {
    const cell = cellAt(panel, x, y);
    if (cell) return { kind: 'input', channel, ...cell };
  }
  const map = layout.maps.findIndex(({ box }) => contains(box, x, y));
  if (map >= 0) return { kind: 'map', channel: map };
  if (contains(layout.calculation.result, x, y)) return { kind: 'result' };
  return weightAt(layout, x, y);
}

/** The tile, the weight beneath it and its product are one target. */
function weightAt({ calculation }: StageLayout, x: number, y: number): Hit | null {
  const { shape, tile, pitch, lineHeight, chipHeight } = calculation;
  for (const [channel, group] of calculation.groups.entries()) {
    const column = Math.floor((x - group.first.x) / pitch[0]);
    const row = Math.floor((y - group.first.y) / pitch[1]);
    if (row < 0 || column < 0 || row >= shape.rows || column >= shape.columns) continue;
    const { x: left, y: top } = tileOf(calculation, group, row, column);
    const target = { x: left, y: top, width: tile, height: tile + lineHeight + chipHeight };
    if (contains(target, x, y)) return { kind: 'weight', channel, row, column };
  }
  return null;
}
