/** What the floor of the size formula does to this input, in words; and who pads how many cells on which side. */
import type { Axis } from './size-formula.ts';
import { TransposedWindow } from './transposed-window.ts';
import type { Window } from './window.ts';

/** Sentences about one axis; `cells` is "rows" or "columns". */
export function sizeWords({ window, input }: Axis, cells: 'rows' | 'columns'): string[] {
  const said =
    window instanceof TransposedWindow ? transposedWords(window, input, cells) : windowWords(window, input, cells);
  return said.filter((sentence) => sentence !== '');
}

/** How "same" is padded: as torch and the lectures do it, whatever the stride; and as Keras does, only as needed. */
export interface SamePadding {
  readonly ours: readonly [before: number, after: number];
  readonly keras: readonly [before: number, after: number];
}

/** Of a window that keeps the length at stride 1, or null where it is padded in another way. */
export function samePadding({ window, input }: Axis): SamePadding | null {
  const total = window.before + window.after;
  if (window instanceof TransposedWindow || total === 0 || total !== window.extent - 1) return null;
  const outputs = Math.ceil(input / window.stride);
  const needed = Math.max(0, (outputs - 1) * window.stride + window.extent - input);
  return {
    ours: [window.before, window.after],
    keras: [Math.floor(needed / 2), Math.ceil(needed / 2)],
  };
}

function windowWords(window: Window, input: number, cells: string): string[] {
  const { stride } = window;
  const room = window.before + input + window.after - window.extent;
  const left = room % stride;
  const moves = (room - left) / stride;
  if (stride === 1)
    return [
      `Moved one cell at a time, the window reaches the end: nothing is left over.`,
      skippedWords(window, input, cells, 0),
    ];
  const division = `Room for ${room} ${room === 1 ? 'step' : 'steps'}: ${room} = ${moves} × ${stride}`;
  if (left === 0) {
    return [`${division}. The last window ends exactly at the edge.`, skippedWords(window, input, cells, 0)];
  }
  const lost = Math.max(0, left - window.after);
  return [
    `${division} + ${left}. The floor drops the ${left}: ${lostWords(lost, left - lost, cells)}`,
    skippedWords(window, input, cells, lost),
  ];
}

/** What lies behind the last window: cells of the input, of the padding, or of both. */
function lostWords(ofInput: number, ofPadding: number, cells: string): string {
  const padding = `${counted(ofPadding, cells)} of padding`;
  if (ofInput === 0) return `only ${padding} at the end ${ofPadding === 1 ? 'is' : 'are'} reached by no window.`;
  const last = ofInput === 1 ? `the last ${singular(cells)}` : `the last ${ofInput} ${cells}`;
  const rest = ofPadding === 0 ? '' : ` and ${padding}`;
  return `${last} of the input${rest} ${ofInput + ofPadding === 1 ? 'is' : 'are'} reached by no window (hatched).`;
}

/** Cells between the taps, which a wide stride or a dilation passes over. */
function skippedWords(window: Window, input: number, cells: string, lost: number): string {
  const skipped = window.unreached(input).filter((cell) => cell < input - lost);
  if (skipped.length === 0) return '';
  const why = window.stride > window.extent ? 'the stride is longer than the window' : 'no tap falls there';
  return `${capital(listed(skipped, cells))} ${skipped.length === 1 ? 'is' : 'are'} passed over (hatched): ${why}.`;
}

function transposedWords(window: TransposedWindow, input: number, cells: string): string[] {
  const { stride, extent, outputPadding } = window;
  const cut = window.before + window.after;
  const unwritten = window.unreachedOutputs(input);
  return [
    `Each of ${input} inputs writes ${counted(extent, cells)}, ${stride} further on than the one before it: no floor.`,
    cut === 0 ? '' : `Of these the padding cuts ${window.before} in front and ${window.after} behind.`,
    outputPadding === 0
      ? ''
      : `A convolution of stride ${stride} makes ${input} from several lengths; the output padding of ${outputPadding} says which.`,
    unwritten.length === 0 ? '' : `Nothing is written to ${counted(unwritten.length, cells)} of the output (hatched).`,
  ];
}

/** Counted from 1, as the stage does it: `rows 3 and 6`. */
function listed(indices: readonly number[], cells: string): string {
  const numbers = indices.map((index) => index + 1);
  if (numbers.length > 6) return `${numbers.length} ${cells}`;
  const last = numbers.at(-1);
  return numbers.length === 1
    ? `${singular(cells)} ${last}`
    : `${cells} ${numbers.slice(0, -1).join(', ')} and ${last}`;
}

function counted(count: number, cells: string): string {
  return `${count} ${count === 1 ? singular(cells) : cells}`;
}

function singular(cells: string): string {
  return cells.slice(0, -1);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
