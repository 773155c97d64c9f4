/** What of the figure has the wall; in the link as `view=wall=picture`, and nothing for both. */
const WALLS = ['both', 'diagram', 'picture'] as const;
export type Wall = (typeof WALLS)[number];

export function wallOf(named: string | undefined): Wall {
  return WALLS.find((wall) => wall === named) ?? 'both';
}

/** As the link keeps it. */
export function nextWall(wall: Wall): string | null {
  return WALLS[WALLS.indexOf(wall) + 1] ?? null;
}
