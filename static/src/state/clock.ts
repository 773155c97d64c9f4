/** Something that calls again and again with the milliseconds that went by, until it is told to stop. */
export type Clock = (tick: (milliseconds: number) => void) => () => void;

/** A tab that was away, or a machine that was busy, does not make the lesson jump. */
const LONGEST_TICK = 100;

/** The screen's own frames: a hidden tab has none, so its clock stands still. */
export const frames: Clock = (tick) => {
  let before = performance.now();
  const next = (now: number): void => {
    frame = requestAnimationFrame(next);
    tick(Math.min(LONGEST_TICK, Math.max(0, now - before)));
    before = now;
  };
  let frame = requestAnimationFrame(next);
  return () => cancelAnimationFrame(frame);
};
