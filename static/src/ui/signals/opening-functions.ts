/** The functions and the time that the page opens with, and those that a link names instead. */
import { FLAT, readChosen } from '../../core/signals/chosen-text.ts';
import type { Chosen } from '../../core/signals/functions.ts';

export const OPENING: Readonly<Record<'h' | 'k', Chosen>> = {
  h: { shape: 'box', width: 2, seed: 1, drawn: FLAT },
  k: { shape: 'exponential', width: 1, seed: 1, drawn: FLAT },
};
export const OPENING_TIME = 0.5;

export interface ChosenFunctions {
  readonly h: Chosen;
  readonly k: Chosen;
  readonly turned: boolean;
  readonly time: number;
}

/** As the view options of a link say. */
export function chosenFrom(viewing: { get(name: string): string | undefined }): ChosenFunctions {
  const time = Number(viewing.get('time') || Number.NaN);
  return {
    h: readChosen(viewing.get('h'), OPENING.h),
    k: readChosen(viewing.get('k'), OPENING.k),
    turned: viewing.get('correlation') === undefined,
    time: Number.isFinite(time) ? time : OPENING_TIME,
  };
}
