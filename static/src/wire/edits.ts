/** `edit=conv1:3=0|conv1:3,0=0,1,0;…`: what is changed in a network first. The twin of `app/wire/edits.py`. */
import { shortened } from './query.ts';
import { type Plane, readPlane, writePlane } from './values.ts';

/** A channel that is 0 from here on; counted from 0. */
export interface Silence {
  readonly kind: 'silence';
  readonly layer: string;
  readonly channel: number;
}

/** Other numbers for the kernel of one filter over one of its input channels, counted within its group. */
export interface Rewrite {
  readonly kind: 'rewrite';
  readonly layer: string;
  readonly filter: number;
  readonly channel: number;
  readonly kernel: Plane;
}

export type Edit = Silence | Rewrite;
/** In the order in which they were made; of two of one thing only the later one. */
export type Edits = readonly Edit[];

export const UNEDITED: Edits = [];
export const MOST_EDITS = 16;
const LARGEST_SIDE = 31;
const EDIT = /^([a-z0-9][a-z0-9_.-]{0,1023}):([0-9]{1,6})(?:,([0-9]{1,6}))?=(.+)$/s;

/** Refuses with a RangeError that says why. */
export function readEdits(text: string): Edits {
  const parts = text.split('|');
  if (parts.length > MOST_EDITS) {
    throw new RangeError(`${parts.length} edits are too many; ${MOST_EDITS} are the most.`);
  }
  return parts.map(readEdit).reduce(withEdit, UNEDITED);
}

export function writeEdits(edits: Edits): string {
  return edits.map(writeEdit).join('|');
}

export function writeEdit(edit: Edit): string {
  return `${placeOf(edit)}=${edit.kind === 'silence' ? '0' : writePlane(edit.kernel)}`;
}

/** What an edit is about: two of one place replace each other. */
export function placeOf(edit: Edit): string {
  return edit.kind === 'silence' ? `${edit.layer}:${edit.channel}` : `${edit.layer}:${edit.filter},${edit.channel}`;
}

/** With one more, which comes last. */
export function withEdit(edits: Edits, edit: Edit): Edits {
  return [...without(edits, placeOf(edit)), edit];
}

export function without(edits: Edits, place: string): Edits {
  return edits.filter((one) => placeOf(one) !== place);
}

function readEdit(text: string): Edit {
  const [, layer = '', first, second, value = ''] = EDIT.exec(text) ?? [];
  if (first === undefined) {
    throw new RangeError(
      `${shortened(text)} is no edit; write conv1:3=0 to silence channel 3 of conv1, ` +
        'or conv1:3,0=0,1,0;1,-4,1;0,1,0 for the kernel of its filter 3 over input channel 0.',
    );
  }
  const at = Number(first);
  if (second !== undefined) {
    const kernel = readPlane(value, LARGEST_SIDE, 'kernel');
    return { kind: 'rewrite', layer, filter: at, channel: Number(second), kernel };
  }
  if (value !== '0') {
    throw new RangeError(
      `A channel can only be silenced, ${layer}:${at}=0, not set to ${shortened(value)}; ` +
        `a kernel needs its filter and its input channel, as in ${layer}:${at},0=…`,
    );
  }
  return { kind: 'silence', layer, channel: at };
}
