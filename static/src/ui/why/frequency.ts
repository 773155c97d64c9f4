/** What a kernel does to waves: how much of each it lets through. */
import { type Volume, volumeOf } from '../../scene/volume.ts';
import type { Weights } from '../picture/small.ts';

/**
 * `|H(u, v)| = |Σ w[a, b] · e^(−i (u a + v b))|`: the share of a wave that is left when it turns by `v` radians from
 * one cell to the next along the row, and by `u` along the column. 0 is a flat picture, π black–white–black.
 */
export function magnitude(weights: Weights, u: number, v: number): number {
  let real = 0;
  let imaginary = 0;
  weights.forEach((row, a) => {
    row.forEach((weight, b) => {
      const angle = u * a + v * b;
      real += weight * Math.cos(angle);
      imaginary -= weight * Math.sin(angle);
    });
  });
  return Math.hypot(real, imaginary);
}

/** The same over all waves: flat in the middle, the finest at the rim. */
export function response(weights: Weights, side = 49): Volume {
  const values = new Float32Array(side * side);
  for (let index = 0; index < values.length; index++) {
    values[index] = magnitude(weights, wave(Math.floor(index / side), side), wave(index % side, side));
  }
  return volumeOf([values], side, side);
}

/** From a flat picture to the finest wave, along the row and along the column. */
export function profile(weights: Weights, points = 64): { readonly across: number[]; readonly down: number[] } {
  const angles = Array.from({ length: points + 1 }, (_, index) => (Math.PI * index) / points);
  return { across: angles.map((v) => magnitude(weights, 0, v)), down: angles.map((u) => magnitude(weights, u, 0)) };
}

export type Character = 'low' | 'high' | 'band' | 'all';

/** What a kernel is called by what it lets through. */
export function characterOf(weights: Weights): Character {
  const { across, down } = profile(weights);
  const both = [...across, ...down];
  const strongest = Math.max(...both);
  const flat = across[0] ?? 0;
  const finest = Math.max(across.at(-1) ?? 0, down.at(-1) ?? 0);
  if (strongest - Math.min(...both) < 0.05 * strongest) return 'all';
  if (flat > 0.9 * strongest) return 'low';
  return finest > 0.9 * strongest ? 'high' : 'band';
}

function wave(index: number, side: number): number {
  return (2 * Math.PI * (index - (side - 1) / 2)) / (side - 1);
}
