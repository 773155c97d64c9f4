/** A picture as cells: one image, and where cells are large enough their edges, their numbers, their padding. */
import { inkOn, type ValueScale } from '../core/colour.ts';
import type { RingStrip } from './border.ts';
import { boxOf, centreOf, grown, isEmpty, overlap } from './box.ts';
import type { Box, Mark, Rgb, TextMark } from './mark.ts';
import type { Measures } from './measures.ts';
import { boxOfCell, boxOfCells, type Cells, type Panel, visibleCells } from './panel.ts';
import { fittingSize } from './text.ts';
import { writtenShort } from './units.ts';
import { planeOf, type Units, type Volume } from './volume.ts';

/** What a panel shows: these channels of a volume, coloured on this scale, read in these units. */
export interface Picture {
  readonly volume: Volume;
  /** One channel, or three that are red, green and blue. */
  readonly channels: readonly number[];
  readonly scale: ValueScale;
  readonly units: Units;
  /** What stands on a cell where it is not its number; such a cell has no value's colour either. */
  readonly write?: ((channel: number, row: number, column: number) => string) | undefined;
}

/** Cell sides between which the lines appear. */
const LINES_FROM = 6;
const LINES_FULL = 20;

/** The picture with its frame, its padding, and what lies on its cells beneath their numbers. */
export function pictureMarks(
  panel: Panel,
  picture: Picture,
  measures: Measures,
  ring: readonly RingStrip[] = [],
  onCells: readonly Mark[] = [],
): Mark[] {
  const cells = visibleCells(panel);
  const marks = [
    ...ring.flatMap((strip) => stripMarks(panel, picture, strip)),
    ...imageMarks(panel, picture, cells),
    ...ringMarks(panel, ring, measures),
    ...gridMarks(panel, measures),
    ...onCells,
    ...numberMarks(panel, picture, cells, measures),
    ...ring.flatMap((strip) => stripNumbers(panel, picture, strip, measures)),
  ];
  return [{ kind: 'group', clip: panel.box, marks }, frameOf(panel, measures)];
}

/** An empty place for a picture, with its cells outlined. */
export function ghostMarks(panel: Panel, measures: Measures): Mark[] {
  const fill: Mark = { kind: 'rect', box: overlap(panel.box, wholeOf(panel)), fill: 'surface' };
  return [{ kind: 'group', clip: panel.box, marks: [fill, ...gridMarks(panel, measures)] }, frameOf(panel, measures)];
}

/** The first `count` cells in reading order, as far as they are in sight. */
export function writtenMarks(panel: Panel, picture: Picture, count: number, measures: Measures): Mark[] {
  const { top, left, bottom, right } = visibleCells(panel);
  const row = Math.floor(count / panel.columns);
  const column = count % panel.columns;
  const parts = [
    { top, left, bottom: Math.min(bottom, row), right },
    { top: Math.max(top, row), left, bottom: Math.min(bottom, row + 1), right: Math.min(right, column) },
  ].filter((part) => part.bottom > part.top && part.right > part.left);
  const marks = parts.flatMap((part) => imageMarks(panel, picture, part));
  const numbers = parts.flatMap((part) => numberMarks(panel, picture, part, measures));
  if (marks.length === 0) return [];
  return [{ kind: 'group', clip: panel.box, marks: [...marks, ...gridMarks(panel, measures), ...numbers] }];
}

function imageMarks(panel: Panel, { volume, channels, scale, write }: Picture, cells: Cells): Mark[] {
  const box = boxOfCells(panel, cells);
  if (isEmpty(box)) return [];
  if (write) return [{ kind: 'rect', box, fill: 'surface' }];
  const { top, left, bottom, right } = cells;
  const planes = channels.map((channel) => planeOf(volume, channel));
  const source = boxOf(left, top, right - left, bottom - top);
  return [{ kind: 'image', planes, rows: volume.height, columns: volume.width, scale, source, box }];
}

function gridMarks(panel: Panel, { line }: Measures): Mark[] {
  const opacity = Math.min(1, (panel.cell - LINES_FROM) / (LINES_FULL - LINES_FROM));
  if (opacity <= 0) return [];
  const { top, left, bottom, right } = visibleCells(panel, true);
  const box = boxOfCells(panel, { top, left, bottom, right });
  const stroke = { colour: 'edge', width: line } as const;
  return [{ kind: 'grid', box, columns: right - left, rows: bottom - top, stroke, opacity: 0.35 * opacity }];
}

/** The padding's own values, a strip at a time. */
function stripMarks(panel: Panel, { channels, scale, write }: Picture, { top, left, volume }: RingStrip): Mark[] {
  const cells = { top, left, bottom: top + volume.height, right: left + volume.width };
  const box = boxOfCells(panel, cells);
  if (write || isEmpty(overlap(box, panel.box))) return [];
  const planes = channels.map((channel) => planeOf(volume, channel));
  return [
    {
      kind: 'image',
      planes,
      rows: volume.height,
      columns: volume.width,
      scale,
      source: boxOf(0, 0, volume.width, volume.height),
      box,
    },
  ];
}

/** What tells padding from picture without colour: hatching, and a dashed line between the two. */
function ringMarks(panel: Panel, ring: readonly RingStrip[], { line, gap }: Measures): Mark[] {
  if (ring.length === 0) return [];
  const hatches = ring.map(({ top, left, volume }): Mark => {
    const box = boxOfCells(panel, { top, left, bottom: top + volume.height, right: left + volume.width });
    const spacing = Math.max(4, Math.min(gap * 0.75, panel.cell / 2));
    return {
      kind: 'hatch',
      box: overlap(box, panel.box),
      gap: spacing,
      stroke: { colour: 'edge', width: line },
      opacity: 0.7,
    };
  });
  const edge: Mark = {
    kind: 'rect',
    box: wholeOf(panel),
    stroke: { colour: 'stencil', width: line, dash: [4 * line, 3 * line] },
  };
  return panel.cell >= 10 ? [...hatches, edge] : hatches;
}

function numberMarks(panel: Panel, picture: Picture, cells: Cells, measures: Measures): Mark[] {
  const { volume, channels, units, write } = picture;
  const planes = channels.map((channel) => planeOf(volume, channel));
  const lines = planes.length;
  if (panel.cell < smallestNumbered(units, measures) * (lines === 1 ? 1 : 1.9)) return [];
  const texts = planes.map((plane, index) =>
    write ? namesIn(write, channels[index] as number, cells) : textsIn(plane, volume.width, cells, units),
  );
  const most = Math.max(measures.leastNumeral, panel.cell * (lines === 1 ? 0.42 : 0.24));
  const size = fittingSize(texts.flat(), panel.cell * 0.9, most, measures.leastNumeral);
  if (size === undefined) return [];
  const width = cells.right - cells.left;
  return texts.flatMap((column, channel) =>
    column.map((text, index): TextMark => {
      const row = cells.top + Math.floor(index / width);
      const box = boxOfCell(panel, row, cells.left + (index % width));
      const [x, y] = centreOf(box);
      const colour = write ? 'ink' : inkAt(picture, planes, row * volume.width + cells.left + (index % width));
      const line = (channel - (lines - 1) / 2) * size * 1.15;
      return { kind: 'text', text, x, y: y + line, size, colour, face: 'numeral', align: 'middle' };
    }),
  );
}

/** A picture has other things to show than its levels; a written grid is its numbers, wherever they can be read. */
function smallestNumbered(units: Units, { numberedCell, leastNumeral }: Measures): number {
  return units === 'levels' ? numberedCell : Math.min(numberedCell, leastNumeral * 1.2);
}

function stripNumbers(panel: Panel, picture: Picture, { top, left, volume }: RingStrip, measures: Measures): Mark[] {
  const seen = visibleCells({
    ...panel,
    x: panel.x + left * panel.cell,
    y: panel.y + top * panel.cell,
    rows: volume.height,
    columns: volume.width,
  });
  if (seen.bottom <= seen.top || seen.right <= seen.left) return [];
  const moved: Panel = { ...panel, x: panel.x + left * panel.cell, y: panel.y + top * panel.cell };
  const { write } = picture;
  const own = write && ((channel: number, row: number, column: number) => write(channel, row + top, column + left));
  return numberMarks(moved, { ...picture, volume, write: own }, seen, measures);
}

function textsIn(plane: Float32Array, columns: number, { top, left, bottom, right }: Cells, units: Units): string[] {
  const texts: string[] = [];
  for (let row = top; row < bottom; row++) {
    for (let column = left; column < right; column++) {
      texts.push(writtenShort(plane[row * columns + column] as number, units));
    }
  }
  return texts;
}

function namesIn(write: NonNullable<Picture['write']>, channel: number, cells: Cells): string[] {
  const names: string[] = [];
  for (let row = cells.top; row < cells.bottom; row++) {
    for (let column = cells.left; column < cells.right; column++) names.push(write(channel, row, column));
  }
  return names;
}

function inkAt({ scale }: Picture, planes: readonly Float32Array[], index: number): Rgb {
  return inkOn(colourAt(scale, planes, index));
}

/** The colour of a cell: of its one value, or of its three together. */
export function colourAt(scale: ValueScale, planes: readonly Float32Array[], index: number): Rgb {
  const [red, green, blue] = planes.map((plane) => scale.colourOf(plane[index] as number));
  if (!red || !green || !blue) return red ?? [0, 0, 0];
  return [red[0], green[1], blue[2]];
}

/** The picture itself, without its padding. */
function wholeOf({ rows, columns, ...panel }: Panel): Box {
  return boxOfCells({ ...panel, rows, columns }, { top: 0, left: 0, bottom: rows, right: columns });
}

function frameOf({ box }: Panel, { line }: Measures): Mark {
  return { kind: 'rect', box: grown(box, line / 2), stroke: { colour: 'rule', width: line } };
}
