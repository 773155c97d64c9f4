/** In which order the maps of a layer stand. */

export const ORDERS = ['index', 'mean', 'strongest'] as const;
export type Order = (typeof ORDERS)[number];

/** The channels in their order: as they are, by their mean, or by their largest absolute value; the largest first. */
export function ordered(planes: readonly Float32Array[], order: Order): number[] {
  const channels = planes.map((_, channel) => channel);
  if (order === 'index') return channels;
  const weights = planes.map(order === 'mean' ? meanOf : reachOf);
  return channels.sort((one, other) => (weights[other] as number) - (weights[one] as number) || one - other);
}

export function meanOf(plane: Float32Array): number {
  return plane.reduce((sum, value) => sum + value, 0) / (plane.length || 1);
}

function reachOf(plane: Float32Array): number {
  return plane.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}
