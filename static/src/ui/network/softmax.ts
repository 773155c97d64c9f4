/** `e^(x − largest) / Σ e^(x − largest)`, every part of it. */
export interface Softmax {
  readonly largest: number;
  readonly powers: readonly number[];
  readonly total: number;
  readonly shares: readonly number[];
}

export function softmaxOf(logits: readonly number[]): Softmax {
  const largest = Math.max(...logits);
  const powers = logits.map((logit) => Math.exp(logit - largest));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return { largest, powers, total, shares: powers.map((power) => power / total) };
}
