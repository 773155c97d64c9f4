/** From 0 to 1 and back on the screen's frames, for what turns; the clock stays outside of what is drawn. */
import { type Clock, frames } from '../../state/clock.ts';

const DURATION = 900;

/** Goes from one value to another; answers how to stop. A calm reader sees the end at once. */
export function tween(
  from: number,
  to: number,
  isCalm: boolean,
  show: (value: number) => void,
  clock: Clock = frames,
): () => void {
  if (isCalm || from === to) {
    show(to);
    return () => undefined;
  }
  let gone = 0;
  const stop = clock((milliseconds) => {
    gone = Math.min(1, gone + milliseconds / DURATION);
    const eased = gone * gone * (3 - 2 * gone);
    show(from + (to - from) * eased);
    if (gone >= 1) stop();
  });
  return stop;
}
