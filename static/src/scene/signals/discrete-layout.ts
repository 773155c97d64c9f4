/** Where signal, kernel, products, sum and output stand: plots over one axis, the names beside or above them. */
import { boxOf } from '../box.ts';
import type { Box } from '../mark.ts';
import { type Form, type Measures, measuresFor, SIDE_BY_SIDE } from '../measures.ts';
import { type Plot, roomFor, stemPlot } from './plot.ts';
import type { Row } from './row.ts';
import { numberSize, sampleText } from './stems.ts';

export interface SignalView {
  readonly width: number;
  /** Projector: the room there is; a page takes what it needs. */
  readonly height?: number;
  readonly form: Form;
  readonly reveal: 'all' | 'written';
  /** How far the kernel is turned: 0 as it is written, 1 mirrored. */
  readonly turn: number;
}

export interface SignalLayout {
  readonly width: number;
  readonly height: number;
  readonly measures: Measures;
  readonly signal: Plot;
  readonly kernel: Plot;
  readonly output: Plot;
  /** The strip of the products. */
  readonly products: Box;
  /** The line that writes the sum out. */
  readonly ledger: Box;
  /** The middle of the line of indices. */
  readonly index: number;
  /** Names stand beside the plots, or above them: then these are the middles of their lines. */
  readonly isBeside: boolean;
  readonly titles: readonly number[];
  readonly sizes: {
    readonly signal?: number | undefined;
    readonly kernel?: number | undefined;
    readonly output?: number | undefined;
  };
  /** The side of a product's tile; where there is no room for tiles, none. */
  readonly tile: number | undefined;
}

/** Plots give way before words do: of its height the figure needs less than the stage. */
export const SLIM = 1.2;
const SHARES = { signal: 0.38, kernel: 0.26, output: 0.36 } as const;

export function signalLayout(row: Row, view: SignalView): SignalLayout {
  const measures = measuresFor(view.form, view.width, view.height && view.height * SLIM);
  const { words, numeral, leastNumeral, gap } = measures;
  const isBeside = view.width >= SIDE_BY_SIDE;
  const height = view.height ?? Math.round(isBeside ? numeral * 22.5 : 520);
  const left = isBeside ? words * 11 : leastNumeral * 2.6;
  const across = view.width - left - gap;
  const pitch = across / (row.last - row.first + 1);
  const title = isBeside ? 0 : words * 1.7;
  const tile = tileSide(pitch, measures);
  const strip = tile ?? Math.max(numeral * 2, height * 0.13);
  const fixed = { ledger: numeral * 2, index: leastNumeral * 1.7, between: gap * 1.2 };
  const room = height - strip - fixed.ledger - fixed.index - 4 * fixed.between - 4 * title - leastNumeral * 0.9;
  const titles: number[] = [];
  let y = 0;
  const next = (tall: number): Box => {
    titles.push(y + title / 2);
    y += title;
    const box = boxOf(left, y, across, tall);
    y += tall + fixed.between;
    return box;
  };
  const signal = next(room * SHARES.signal);
  const kernel = next(room * SHARES.kernel);
  // Room for the name of k[0].
  y += leastNumeral * 0.9;
  const products = next(strip);
  const ledger = boxOf(0, y, view.width, fixed.ledger);
  y += fixed.ledger + fixed.between;
  const output = next(room * SHARES.output);
  const values = { signal: row.samples.map(({ value }) => value), kernel: row.weights, output: row.outputs };
  const plotted = (box: Box, of: readonly number[]): { plot: Plot; size: number | undefined } =>
    numbered(box, row, of, measures);
  const plots = {
    signal: plotted(signal, values.signal),
    kernel: plotted(kernel, values.kernel),
    output: plotted(output, values.output),
  };
  return {
    width: view.width,
    height,
    measures,
    signal: plots.signal.plot,
    kernel: plots.kernel.plot,
    output: plots.output.plot,
    products,
    ledger,
    index: height - fixed.index / 2,
    isBeside,
    titles,
    sizes: { signal: plots.signal.size, kernel: plots.kernel.size, output: plots.output.size },
    tile,
  };
}

function tileSide(pitch: number, { tile, leastTile }: Measures): number | undefined {
  const side = Math.floor(Math.min(pitch * 0.88, tile * 0.72));
  return side >= leastTile ? side : undefined;
}

/** A plot that leaves room for the numbers at its stems, where they have their columns. */
function numbered(
  box: Box,
  { first, last }: Row,
  values: readonly number[],
  measures: Measures,
): { plot: Plot; size: number | undefined } {
  const range = roomFor(values);
  const bare = stemPlot(box, first, last, range);
  const size = numberSize(bare, values.map(sampleText), measures);
  const margin = measures.strong * 2.2 + (size === undefined ? 0 : size * 1.15);
  const above = values.some((value) => value >= 0) ? margin : measures.strong * 2;
  const below = range[0] < 0 ? margin : measures.strong * 2;
  const inner = boxOf(box.x, box.y + above, box.width, Math.max(8, box.height - above - below));
  return { plot: stemPlot(inner, first, last, range), size };
}
