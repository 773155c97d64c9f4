/** How a training is spoken of. */
import { fixed, formatShare } from '../../core/digits.ts';
import { smoothed } from '../../core/nets/course.ts';
import type { Course, Phase } from '../../state/network/training.svelte.ts';
import type { Moment, Reason, Trainable, TrainingSettings } from '../../wire/training.ts';
import { countText } from './words.ts';

const ENDS: Readonly<Record<Reason, string>> = {
  steps: 'All batches are learned',
  seconds: 'The time that this server gives is over',
  stop: 'Stopped',
  lost: 'The loss is no number any more: the rate is too high',
};

/** `after 37 batches: 83 % of 200 digits right`. */
export function momentText({ step, testAccuracy }: Moment, { facts }: Course): string {
  const when = step === 0 ? 'before the first batch' : `after ${step} ${step === 1 ? 'batch' : 'batches'}`;
  return `${when}: ${formatShare(testAccuracy)} of ${facts?.test_images ?? 0} digits right`;
}

/** What the live region says, and the line under the curves: nothing of it changes with every batch. */
export function phaseText(
  phase: Phase,
  course: Course | null,
  ended: { readonly reason: Reason; readonly seconds: number } | null,
): string {
  const step = course?.losses.length ?? 0;
  const loss = course ? smoothed(course.losses).at(-1) : undefined;
  const last = course?.moments.at(-1);
  const now = last && loss !== undefined ? ` Loss ${fixed(loss, 2)}, ${formatShare(last.testAccuracy)} right.` : '';
  if (phase === 'opening') return 'A network is made by lot, and its digits are drawn…';
  if (phase === 'learning') return `${course?.settings.network} is learning.`;
  if (phase === 'paused') return `Paused after ${step} batches.${now}`;
  if (phase === 'done' && ended) return `${ENDS[ended.reason]}: ${step} in ${fixed(ended.seconds, 1)} s.${now}`;
  return '';
}

/** `lenet5, rate 0.002, seed 1`: what tells one course from another. */
export function settingsText({ network, data, rate, seed, augment }: TrainingSettings): string {
  const parts = [network, `rate ${rate}`, `seed ${seed}`];
  if (data !== 'glyphs') parts.push(data);
  if (!augment) parts.push('pictures as they are');
  return parts.join(', ');
}

export function trainableText({ name, parameters }: Trainable): string {
  return `${name}, ${countText(parameters)} parameters`;
}

/** `6 filters of 5 × 5`, or what of a dense layer is shown. */
export function kernelsText(shape: readonly number[], step: number): string {
  const [filters = 0, , height = 0, width = 0] = shape;
  const when = step === 0 ? 'as they were drawn by lot' : `after ${step} batches`;
  const what =
    height > 20
      ? `The weights of its first ${filters} units, one for each pixel`
      : `Its ${filters} first kernels of ${height} × ${width}`;
  return `${what}, ${when}`;
}
