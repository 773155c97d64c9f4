/** The grids of both ways as they are without a moment: input, kernels and stuffed input, with the labels of all. */
import { ValueScale } from '../../core/colour.ts';
import type { Mark } from '../mark.ts';
import type { Measures } from '../measures.ts';
import { boxOfCell, type Panel } from '../panel.ts';
import { type Picture, pictureMarks } from '../picture.ts';
import { fittingSize } from '../text.ts';
import { writtenWeight } from '../units.ts';
import { arrowMarks, labelMarks } from './label-marks.ts';
import type { WaysLayout } from './layout.ts';
import { stuffedMarks } from './stuffed-marks.ts';
import { inputChannel, stampWeight, type TransposedSubject, windowWeight } from './transposed-subject.ts';

/** Input, kernels and stuffed input of one filter's channel, with the labels of all. */
export function gridMarks(subject: TransposedSubject, layout: WaysLayout, filter: number, channel: number): Mark[] {
  const plane = inputChannel(subject, filter, channel);
  const input: Picture = { volume: subject.input, channels: [plane], scale: subject.inputScale, units: subject.units };
  return [
    ...pictureMarks(layout.input, input, layout.measures),
    ...stuffedMarks(subject, layout, plane),
    ...kernelMarks(subject, layout.kernel, layout.measures, (row, column) =>
      stampWeight(subject, filter, channel, row, column),
    ),
    ...kernelMarks(subject, layout.turned, layout.measures, (row, column) =>
      windowWeight(subject, filter, channel, row, column),
    ),
    ...labelMarks(subject, layout),
    ...arrowMarks(layout),
  ];
}

function kernelMarks(
  { kernel }: TransposedSubject,
  panel: Panel,
  { line, leastNumeral }: Measures,
  weightAt: (row: number, column: number) => { text: string; value: number },
): Mark[] {
  const reach = Math.max(...kernel.flat(3).map(({ value }) => Math.abs(value))) || 1;
  const scale = new ValueScale('signed', -reach, reach);
  const cells = Array.from({ length: panel.rows * panel.columns }, (_, index) => {
    const [row, column] = [Math.floor(index / panel.columns), index % panel.columns];
    return { box: boxOfCell(panel, row, column), weight: weightAt(row, column) };
  });
  const texts = cells.map(({ weight }) => writtenWeight(weight));
  const size = fittingSize(texts, panel.cell * 0.9, Math.max(leastNumeral, panel.cell * 0.42), leastNumeral);
  const isNumbered = size !== undefined && panel.cell >= leastNumeral * 1.1;
  return [
    ...cells.map(({ box, weight }, index): Mark => {
      const shown = isNumbered ? (texts[index] ?? '') : '';
      return { kind: 'tile', box, colour: scale.colourOf(weight.value), text: shown, size: size ?? leastNumeral };
    }),
    { kind: 'grid', box: panel.box, rows: panel.rows, columns: panel.columns, stroke: { colour: 'edge', width: line } },
  ];
}
