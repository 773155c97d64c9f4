/** Which moments a clip shows, and for how long: pure, in whole hundredths of a second as GIF counts them. */
import { DURATIONS, type Moment, Timeline } from '../core/timeline.ts';

export interface Clip {
  readonly moments: readonly Moment[];
  /** Milliseconds of each frame. */
  readonly pace: number;
  /** Milliseconds that the last one stays. */
  readonly hold: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export const SIZES = { '720p': { width: 1280, height: 720 }, '1080p': { width: 1920, height: 1080 } } as const;
export type SizeName = keyof typeof SIZES;

/** What is left free around a scene, of the frame's height. */
export const MARGIN = 0.035;

const MOST_FRAMES = 150;
const SWEEP = 10_000;
const FASTEST = 60;
const SLOWEST = 500;
const HOLD = 1500;
/** A clip has no pause key: it calculates at half the lesson's pace. */
const SLOWER = 2;
const SMOOTH = 50;

/** The whole sweep, each position with its calculation done; of many positions as many as ten seconds show well. */
export function sweepOf(positions: number): Clip {
  const count = Math.min(positions, MOST_FRAMES);
  const pace = Math.round(Math.min(SLOWEST, Math.max(FASTEST, SWEEP / count)) / 10) * 10;
  return { moments: spread(count, positions).map(settled), pace, hold: HOLD };
}

/** One position from placing the window to writing its result. `finishes`: a bias or an activation follows the sum. */
export function calculationOf(position: number, finishes: boolean): Clip {
  const durations = { ...DURATIONS, finish: finishes ? DURATIONS.finish : 0 };
  const timeline = new Timeline({ positions: 1, columns: 1, durations });
  const count = Math.round((timeline.duration * SLOWER) / SMOOTH);
  const moments = spread(count + 1, count + 1).map((frame) => timeline.atFraction(frame / count));
  return { moments: moments.map((moment) => ({ ...moment, position })), pace: SMOOTH, hold: HOLD };
}

/** How many frames of the one pace make up what the last frame stays: `heldFrames({pace: 70, hold: 1500})` is 21. */
export function heldFrames({ pace, hold }: Pick<Clip, 'pace' | 'hold'>): number {
  return Math.max(1, Math.round(hold / pace));
}

/** Where a scene lies in a frame: as large as fits beside a margin, in the middle. */
export function fitted(scene: Size, frame: Size, margin: number): { x: number; y: number; scale: number } {
  const scale = Math.min((frame.width - 2 * margin) / scene.width, (frame.height - 2 * margin) / scene.height);
  return { x: (frame.width - scene.width * scale) / 2, y: (frame.height - scene.height * scale) / 2, scale };
}

/** `count` of the numbers 0 … total-1, evenly apart, the first and the last among them. */
export function spread(count: number, total: number): number[] {
  return Array.from({ length: count }, (_, index) =>
    count === 1 ? total - 1 : Math.round((index * (total - 1)) / (count - 1)),
  );
}

function settled(position: number): Moment {
  return { position, subStep: 'write', progress: 1 };
}
