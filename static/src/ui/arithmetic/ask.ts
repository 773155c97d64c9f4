/** Pose an exercise on the page: its question, where the stage will stand once it is revealed, and its link. */
import type { Exploration } from '../../state/exploration.svelte.ts';
import { SETTLED } from '../../state/place-text.ts';
import type { Playback } from '../../state/playback.svelte.ts';
import type { Viewing } from '../../state/viewing.svelte.ts';
import { exerciseOf, type Posed, type Posing } from './exercise.ts';
import { pose, posingOf } from './exercise-link.ts';

interface Asking {
  readonly exploration: Exploration;
  readonly playback: Playback;
  readonly viewing: Viewing;
}

export function ask({ exploration, playback, viewing }: Asking, posing: Posing): void {
  const posed = exerciseOf(posing);
  pose(viewing, posing);
  standAt(playback, posed);
  exploration.change(posed.question);
}

/** A link that names an exercise and no grid brings the exercise's: `/arithmetic?view=exercise=7`. */
export function askAsLinked({ exploration, playback, viewing }: Asking, isBare: boolean): void {
  const posing = posingOf(viewing);
  if (!posing || !isBare) return;
  const posed = exerciseOf(posing);
  standAt(playback, posed);
  exploration.open(posed.question);
}

function standAt(playback: Playback, { asks }: Posed): void {
  const isCell = asks !== 'size';
  playback.restore({ place: isCell ? asks : null, pinned: isCell, ...SETTLED });
}
