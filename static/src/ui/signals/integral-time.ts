/** The positions of the integral's clock, and the times that they stand for. */
import { SPAN } from '../../scene/signals/continuous.ts';
import { OPENING_TIME } from './opening-functions.ts';

const STEP = 0.05;
export const POSITIONS = Math.round((SPAN.to - SPAN.from) / STEP) + 1;

export function timeOf(position: number, progress: number): number {
  return SPAN.from + Math.max(0, position - 1 + progress) * STEP;
}

export function positionOf(time: number): number {
  const at = Number.isFinite(time) ? time : OPENING_TIME;
  return Math.min(POSITIONS - 1, Math.max(0, Math.round((at - SPAN.from) / STEP)));
}
