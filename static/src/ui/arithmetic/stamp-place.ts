/** Where the walk over the stamps stands, as the link's `view` keeps it: `stamp=row,column[,channel][~sub-step,share]`. */
import type { Moment } from '../../core/timeline.ts';
import { readPlace, readProgress, SETTLED, writePlace, writeProgress } from '../../state/place-text.ts';
import type { Place, Standing } from '../../state/playback.svelte.ts';
import { QuestionError } from '../../wire/question.ts';

/** Before the first stamp. */
export const BEFORE_ALL = '0,0~place,0';

export function writeStamp(place: Place, moment: Pick<Moment, 'subStep' | 'progress'>): string {
  const progress = writeProgress(moment);
  return progress === undefined ? writePlace(place) : `${writePlace(place)}~${progress}`;
}

/** What cannot be read stands before the first stamp: a link may be old or mistyped. */
export function readStamp(text: string): Standing {
  const [place = '', progress] = text.split('~');
  try {
    return {
      place: readPlace(place),
      pinned: true,
      ...(progress === undefined ? SETTLED : readProgress(progress)),
    };
  } catch (error) {
    if (!(error instanceof QuestionError) || text === BEFORE_ALL) throw error;
    return readStamp(BEFORE_ALL);
  }
}
