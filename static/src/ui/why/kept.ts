/** What the link keeps of these looks; what is no such thing counts as not said. */

/** Weights by their index in reading order, `0,3,4`; an empty text is none of them. */
export function readAdded(text: string | undefined): readonly number[] | null {
  if (text === undefined || !/^([0-9]{1,3}(,[0-9]{1,3})*)?$/.test(text)) return null;
  return text === '' ? [] : [...new Set(text.split(',').map(Number))];
}

/** How far the kernel is turned, from 0 to 1. */
export function readTurned(text: string | undefined): number {
  const turned = Number(text);
  return turned > 0 && turned <= 1 ? turned : 0;
}
