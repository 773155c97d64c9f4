/** A training as it is told: each batch's loss, and the moments that one can go back to. */

/** How much of the smoothed value stays from batch to batch: about the last five are seen. */
const RECENT = 0.8;

/** A running mean that forgets: s_n = Σ r^(n-i) v_i / Σ r^(n-i), so the first is the first value itself. */
export function smoothed(values: readonly number[]): number[] {
  let [sum, weight] = [0, 0];
  return values.map((value) => {
    sum = RECENT * sum + value;
    weight = RECENT * weight + 1;
    return sum / weight;
  });
}

/** −ln(1/n): the loss of whoever gives each of n classes the same share. */
export function lossByLot(classes: number): number {
  return Math.log(classes);
}

/** The last of the moments at or before a batch; moments are in their order, and the first is before all batches. */
export function momentAt(steps: readonly number[], step: number): number {
  const after = steps.findIndex((one) => one > step);
  return Math.max(0, (after === -1 ? steps.length : after) - 1);
}
