/** How far the calculation has come at a moment: each sub-step is over, under way, or still ahead. */
import { type Moment, SUB_STEPS, type SubStep } from '../core/timeline.ts';

/** 1 where the sub-step is over, 0 where it has not begun. */
export function shareOf(moment: Moment, subStep: SubStep): number {
  const at = SUB_STEPS.indexOf(moment.subStep);
  const asked = SUB_STEPS.indexOf(subStep);
  if (at !== asked) return at > asked ? 1 : 0;
  return moment.progress;
}

/** Which of `count` things a sub-step is busy with, and how many it has come to; none is busy before and after. */
export function countedBy(moment: Moment, subStep: SubStep, count: number): { reached: number; busy: number } {
  const share = shareOf(moment, subStep);
  if (moment.subStep !== subStep || share >= 1) return { reached: share >= 1 ? count : 0, busy: -1 };
  const busy = Math.min(count - 1, Math.floor(share * count));
  return { reached: busy + 1, busy };
}
