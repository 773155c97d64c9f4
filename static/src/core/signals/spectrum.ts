/** A row of numbers as waves: how much of each there is in it. */

/** `|Σ s[n] e^(−iωn)|` at one ω: radians from one sample to the next, 0 for what is constant, π for + − + −. */
export function magnitudeAt(samples: readonly number[], omega: number): number {
  let real = 0;
  let imaginary = 0;
  samples.forEach((sample, n) => {
    real += sample * Math.cos(omega * n);
    imaginary -= sample * Math.sin(omega * n);
  });
  return Math.hypot(real, imaginary);
}

/** The same at `points` + 1 frequencies from 0 to π: the DFT of the samples followed by noughts, its first half. */
export function spectrumOf(samples: readonly number[], points = 128): number[] {
  return Array.from({ length: points + 1 }, (_, index) => magnitudeAt(samples, (Math.PI * index) / points));
}
