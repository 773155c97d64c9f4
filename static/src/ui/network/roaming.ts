/** Keys that go from layer to layer of an overview: to the tile before, after, above and below. */
import type { Command } from '../../state/commands.ts';

type Way = readonly [x: number, y: number];

const WAYS: readonly (readonly [name: string, label: string, key: string, way: Way])[] = [
  ['layer-next', 'The layer to the right', 'ArrowRight', [1, 0]],
  ['layer-before', 'The layer to the left', 'ArrowLeft', [-1, 0]],
  ['layer-below', 'The layer below', 'ArrowDown', [0, 1]],
  ['layer-above', 'The layer above', 'ArrowUp', [0, -1]],
];

export interface Place {
  readonly x: number;
  readonly y: number;
}

/** The place in that direction that is nearest, or this one where there is none; beside counts more than beyond. */
export function neighbour(places: readonly Place[], at: number, [right, down]: Way): number {
  const here = places[at];
  if (!here) return 0;
  let [best, least] = [at, Number.POSITIVE_INFINITY];
  places.forEach(({ x, y }, index) => {
    const [dx, dy] = [x - here.x, y - here.y];
    const ahead = dx * right + dy * down;
    const aside = Math.abs(dx * down) + Math.abs(dy * right);
    const far = ahead + 3 * aside;
    if (ahead > 1 && far < least) [best, least] = [index, far];
  });
  return best;
}

/** In the order of reading, left and right go on into the next line. */
export function roamingKeys(host: () => HTMLElement): Command[] {
  return WAYS.map(([name, label, key, way]) => ({
    name,
    label,
    keys: [key],
    group: 'place' as const,
    onFigure: true,
    perform: () => roam(host(), way),
  }));
}

function roam(host: HTMLElement, way: Way): void {
  const tiles = [...host.querySelectorAll<HTMLElement>('[data-layer]')];
  const at = tiles.indexOf(document.activeElement as HTMLElement);
  const opened = tiles.findIndex((tile) => tile.getAttribute('aria-pressed') === 'true');
  if (at < 0) {
    tiles[Math.max(0, opened)]?.focus();
    return;
  }
  const places = tiles.map((tile) => tile.getBoundingClientRect());
  const next = neighbour(places, at, way);
  const inOrder = at + (way[0] > 0 ? 1 : -1);
  tiles[next === at && way[0] !== 0 ? inOrder : next]?.focus();
}
