/** Dreams made ready to be shown: the part that the number looks at, and the picture that was shown, cut alike. */
import { ValueScale } from '../../core/colour.ts';
import { digitsOf, formatShare } from '../../core/digits.ts';
import type { Volume } from '../../core/volume.ts';
import type { WindowBox } from '../../wire/answers.ts';
import type { Dream, NetworkDescription } from '../../wire/network-answers.ts';

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

/** The mean of what a ReLU hands on of a map. */
export function heardOf(values: Float32Array): number {
  let sum = 0;
  for (const value of values) sum += Math.max(0, value);
  return sum / values.length;
}
