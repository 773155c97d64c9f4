/** How far the two ways have come, whichever of them is walked: output by output, or stamp by stamp. */
import type { Moment } from '../../core/timeline.ts';
import { countedBy, shareOf } from '../progress.ts';
import { type Place, placeOf } from '../subject.ts';
import { type Addend, addendsAt, addTo, scattered, stampOf, type Written } from './scatter.ts';
import { channelCount, sourceCount, sourceOf, type TransposedSubject } from './transposed-subject.ts';

/** Over the output's cells as a window goes, or over the input's as the stamps do. */
export type Walk =
  | { readonly over: 'outputs'; readonly moment: Moment }
  | { readonly over: 'inputs'; readonly moment: Moment; readonly position: number };

/** The output cell that both ways are looked at on, and its addends with their state. */
export interface Standing {
  readonly place: Place;
  readonly addends: readonly Addend[];
  /** How many of the addends are multiplied and how many added; `busy` is the one at hand, or −1. */
  readonly multiplied: number;
  readonly added: number;
  readonly busy: number;
  readonly isDone: boolean;
}

export function positionOfWalk(walk: Walk): number {
  return walk.over === 'outputs' ? walk.moment.position : walk.position;
}

export function standingOf(subject: TransposedSubject, walk: Walk): Standing {
  const place = placeOf(subject, positionOfWalk(walk));
  const addends = addendsAt(subject, place);
  return {
    place,
    addends,
    ...(walk.over === 'outputs' ? atOutput(addends, walk.moment) : atStamp(addends, walk.moment)),
  };
}

/** The stamps that lie on the output for good: those before the one at hand, and it too once it is over. */
export function stampsDown({ position, subStep, progress }: Moment): number {
  return position + (subStep === 'write' && progress >= 1 ? 1 : 0);
}

/** The sums on the output while its stamps fall: the one at hand is added cell by cell. */
export function sumsSoFar(subject: TransposedSubject, filter: number, moment: Moment): Written {
  const down = Math.min(stampsDown(moment), sourceCount(subject, filter));
  const written = scattered(subject, filter, down);
  if (down > moment.position) return written;
  const { cells } = stampOf(subject, filter, sourceOf(subject, moment.position));
  const { reached } = countedBy(moment, 'add', cells.length);
  addTo(written, cells.slice(0, reached));
  return written;
}

/** Whether every stamp of the filter is down: then comes what is done to the sums. */
export function isAllStamped(subject: TransposedSubject, filter: number, moment: Moment): boolean {
  return stampsDown(moment) >= sourceCount(subject, filter);
}

/** The channel that is drawn: the stamp's own while stamps fall, else the one that is chosen. */
export function channelOf(subject: TransposedSubject, walk: Walk, chosen: number): number {
  if (walk.over === 'inputs') return sourceOf(subject, walk.moment.position).channel;
  const { filter } = placeOf(subject, walk.moment.position);
  return Math.min(chosen, channelCount(subject, filter) - 1);
}

function atOutput(addends: readonly Addend[], moment: Moment) {
  const multiplied = countedBy(moment, 'multiply', addends.length);
  const added = countedBy(moment, 'add', addends.length);
  return {
    multiplied: multiplied.reached,
    added: added.reached,
    busy: Math.max(multiplied.busy, added.busy),
    isDone: shareOf(moment, 'finish') >= 1,
  };
}

function atStamp(addends: readonly Addend[], moment: Moment) {
  const down = stampsDown(moment);
  const count = addends.filter(({ index }) => index < down).length;
  return {
    multiplied: count,
    added: count,
    busy: addends.findIndex(({ index }) => index === moment.position),
    isDone: count === addends.length,
  };
}
