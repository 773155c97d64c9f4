/** Which part of the network has the wall. In the link as `view=wall=maps`; without it, the innermost part that is opened. */

/** In the order in which one key goes through them: from the whole to one unit, what it weighs with and would like to see, and the answer. */
export const WALLS = ['overview', 'maps', 'unit', 'kernel', 'dream', 'end', 'classes'] as const;
export type Wall = (typeof WALLS)[number];

/** Parts of the page that see to their own wall. */
export const WALLS_ELSEWHERE: readonly string[] = ['training'];

/** What is there to be shown. */
export type Parts = Readonly<Record<Wall, boolean>>;

export const WALL_KEYS: Readonly<Record<Wall, readonly [key: string, label: string]>> = {
  overview: ['o', 'The whole network'],
  maps: ['m', 'All maps of the opened layer'],
  unit: ['u', 'The opened unit'],
  kernel: ['k', 'The kernel it weighs with'],
  dream: ['d', 'What the opened unit or map would like to see'],
  end: ['e', 'The end: logits and softmax'],
  classes: ['t', 'What it takes for a class'],
};

export function wallsOf(parts: Parts): readonly Wall[] {
  return WALLS.filter((wall) => parts[wall]);
}

/** The part that is named, if it is there; else the innermost that is opened. */
export function wallOf(named: string | undefined, parts: Parts): Wall {
  const there = wallsOf(parts);
  return there.find((wall) => wall === named) ?? (parts.unit ? 'unit' : parts.maps ? 'maps' : 'overview');
}

/** After the last comes the first. */
export function nextWall(wall: Wall, parts: Parts): Wall {
  const there = wallsOf(parts);
  return there[(there.indexOf(wall) + 1) % there.length] ?? 'overview';
}
