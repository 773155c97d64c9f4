/** Cells in the colour of the weight that they meet: those under the window, those that a hover asks about. */
import type { Mark } from './mark.ts';
import { boxOfCell, type Panel } from './panel.ts';
import type { StageLayout } from './plan.ts';
import { outputsOf, type Place, type Subject, tapsOf } from './subject.ts';
import { channelsSeen, metBy } from './workings.ts';
import type { Writing } from './writing.ts';

/** The cells under the window, each with its weight's colour. */
export function windowTints(subject: Subject, layout: StageLayout, writing: Writing | null, place: Place): Mark[] {
  const { tint } = writing ?? {};
  if (!tint || subject.operation === 'pooling') return [];
  const { rows, columns } = tapsOf(subject, place);
  const seen = channelsSeen(subject, place.filter);
  return layout.inputs
    .filter(({ channels }) => channels.length > 1 || seen.includes(channels[0] as number))
    .map(({ panel }): Mark => {
      const cells = rows.inputs.flatMap((row, y) =>
        columns.inputs.map((column, x) => {
          const met = metBy(subject, rows.weights[y] as number, columns.weights[x] as number);
          return filled(panel, row, column, tint(met));
        }),
      );
      return { kind: 'group', clip: panel.box, marks: cells };
    });
}

/** The outputs that an input cell reaches, each in the colour of the weight by which it does. */
export function reachedTints(
  subject: Subject,
  { output }: StageLayout,
  writing: Writing | null,
  row: number,
  column: number,
): Mark[] {
  const { tint } = writing ?? {};
  if (!tint || subject.operation === 'pooling') return [];
  const reached = outputsOf(subject, row, column);
  const cells = reached.rows.flatMap((y) =>
    reached.columns.map((x) => {
      const { rows, columns } = tapsOf(subject, { filter: 0, row: y, column: x });
      const weight = (taps: typeof rows, input: number): number => taps.weights[taps.inputs.indexOf(input)] ?? 0;
      return filled(output, y, x, tint(metBy(subject, weight(rows, row), weight(columns, column))));
    }),
  );
  return [{ kind: 'group', clip: output.box, marks: cells }];
}

function filled(panel: Panel, row: number, column: number, fill: readonly [number, number, number]): Mark {
  return { kind: 'rect', box: boxOfCell(panel, row, column), fill, stroke: { colour: 'edge', width: 1 } };
}
