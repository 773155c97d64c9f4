/** Which figure of the page has the wall: the stage, or one of these. In the link as `wall`. */
import type { Command } from '../../state/commands.ts';

/** In the order in which one key goes through them, the stage before the first. */
export const WALLS = ['cell', 'sizes', 'ways', 'unrolled'] as const;
export type Wall = (typeof WALLS)[number];

interface Options {
  get(name: string): string | undefined;
  set(name: string, value: string | null): void;
}

/** Two ways there are only of a transposed convolution. */
export function wallsOf(isTransposed: boolean): readonly Wall[] {
  return isTransposed ? WALLS : WALLS.filter((wall) => wall !== 'ways');
}

/** The figure that a link names; null is the stage. */
export function wallOf(options: Pick<Options, 'get'>, isTransposed: boolean): Wall | null {
  return wallsOf(isTransposed).find((wall) => wall === options.get('wall')) ?? null;
}

/** The figure after this one; after the last comes the stage. */
export function nextWall(wall: Wall | null, isTransposed: boolean): Wall | null {
  const walls = wallsOf(isTransposed);
  return walls[wall === null ? 0 : walls.indexOf(wall) + 1] ?? null;
}

export function wallKey(options: Options, isTransposed: () => boolean, isProjector: () => boolean): Command {
  return {
    name: 'wall',
    label: 'The next figure (projector)',
    keys: ['w'],
    group: 'view',
    onFigure: true,
    perform: () => {
      if (isProjector()) options.set('wall', nextWall(wallOf(options, isTransposed()), isTransposed()));
    },
  };
}
