/** Dreams made ready to be shown: the part that the number looks at, and the picture that was shown, cut alike. */
import { ValueScale } from '../../core/colour.ts';
import { digitsOf, formatShare } from '../../core/digits.ts';
import type { Volume } from '../../core/volume.ts';
import type { Growth } from '../../state/network/dreams.svelte.ts';
import type { WindowBox } from '../../wire/answers.ts';
import type { Dream, NetworkDescription } from '../../wire/network-answers.ts';
import type { Wish } from '../../wire/networks.ts';

export interface Wished {
  readonly wish: Wish;
  readonly name: string;
  /** The number for the picture that is shown. */
  readonly real: number | null;
}

/** One wish, and how it has come along. */
export type Grown = Wished & Growth;

/** Black to white, as a picture is: of a dream and of a photograph alike. */
export const PIXELS = new ValueScale('clip', 0, 1);

/** Of a dream that is about the whole picture. */
export const WHOLE =
  'The picture is shaken a little at every step, so that no shape holds at one place only, and ends as bright as those that the network has learned from.';

export function cut({ planes, width }: Volume, { top, left, bottom, right }: WindowBox): Volume {
  const across = right - left;
  const parts = planes.map((plane) => {
    const part = new Float32Array((bottom - top) * across);
    for (let row = top; row < bottom; row++) {
      part.set(plane.subarray(row * width + left, row * width + right), (row - top) * across);
    }
    return part;
  });
  return { planes: parts, height: bottom - top, width: across };
}

/** The network's input as the picture that it was: pixel = value · deviation + mean. */
export function unprepared(input: Volume, preparation: NetworkDescription['preparation']): Volume {
  const { mean = [], deviation = [] } = preparation ?? {};
  const planes = input.planes.map((plane, at) => plane.map((value) => value * (deviation[at] ?? 1) + (mean[at] ?? 0)));
  return { ...input, planes };
}

/** `from −0.1047 to 24.19 in 64 steps`. */
export function climbText({ start, value, steps }: Dream): string {
  return steps === 0
    ? `${digitsOf(start).text} for grey`
    : `from ${digitsOf(start).text} to ${digitsOf(value).text} in ${steps} ${steps === 1 ? 'step' : 'steps'}`;
}

/** What the network calls the picture. */
export function calledText({ top }: Dream): string {
  const first = top?.[0];
  return first ? `It calls this: ${first.name}, ${formatShare(first.probability)}` : '';
}

/** `24.2, shown 5.31`: where it has come to, and the number of the picture shown. */
export function climbedBriefly({ start, value, steps }: Dream, real: number | null): string {
  if (steps === 0) return `${brief(start)} for grey`;
  return `${brief(value)}${real === null ? '' : `, shown ${brief(real)}`}`;
}

function brief(value: number): string {
  return digitsOf(value, Math.abs(value) < 1 ? 2 : 3).text;
}

/** `called so, 100 %`, or by which other name; where there is little room, `100 %`. */
export function calledBriefly({ top }: Dream, name: string, isTight = false): string {
  const first = top?.[0];
  if (!first) return '';
  const isSo = first.name === name;
  const called = isTight ? (isSo ? '' : `${first.name}, `) : `called ${isSo ? 'so' : first.name}, `;
  return called + formatShare(first.probability);
}

/** The room for pictures and their words, in pixels: between two of them, and under each. */
interface Room {
  readonly width: number;
  readonly height: number;
  readonly gap: number;
  readonly words: number;
}

/** How many pictures stand in a row and how wide each is, where all of them are to be as large as the room allows. */
export function sideBySide(
  count: number,
  ratio: number,
  { width, height, gap, words }: Room,
): { columns: number; width: number } {
  let best = { columns: 1, width: 0 };
  for (let columns = 1; columns <= count; columns++) {
    const rows = Math.ceil(count / columns);
    const across = (width - gap * (columns - 1)) / columns;
    const down = (height - gap * (rows - 1)) / rows - words;
    const most = Math.floor(Math.min(across, down * ratio));
    if (most > best.width) best = { columns, width: most };
  }
  return best;
}

/** The mean of what a ReLU hands on of a map. */
export function heardOf(values: Float32Array): number {
  let sum = 0;
  for (const value of values) sum += Math.max(0, value);
  return sum / values.length;
}
