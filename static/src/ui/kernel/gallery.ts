/** The gallery's order, and which thumbnail an arrow key goes to. */
import type { KernelEntry } from '../../wire/answers.ts';

export interface Family {
  readonly name: string;
  readonly title: string;
  readonly kernels: readonly KernelEntry[];
}

const TITLES: Readonly<Record<string, string>> = {
  move: 'Copy and move',
  blur: 'Blur',
  sharpen: 'Sharpen',
  edges: 'Edges',
  curvature: 'Spots and curvature',
  lines: 'Lines and corners',
  lessons: 'From the lectures',
};

/** By family, in the list's own order; a second name for the same weights is left out. */
export function familiesOf(kernels: readonly KernelEntry[]): Family[] {
  const originals = kernels.filter(({ alias_of }) => alias_of === null);
  return [...new Set(originals.map(({ family }) => family))].map((name) => ({
    name,
    title: TITLES[name] ?? name,
    kernels: originals.filter(({ family }) => family === name),
  }));
}

interface Placed {
  getBoundingClientRect(): { readonly left: number; readonly top: number };
}

/** Left and right go through the list, up and down to what lies nearest in the next line of thumbnails. */
export function neighbour<T extends Placed>(items: readonly T[], from: unknown, key: string): T | undefined {
  const here = items.indexOf(from as T);
  if (here < 0) return undefined;
  switch (key) {
    case 'ArrowLeft':
      return items[here - 1];
    case 'ArrowRight':
      return items[here + 1];
    case 'Home':
      return items[0];
    case 'End':
      return items.at(-1);
    case 'ArrowUp':
      return inNextLine(items[here] as T, items.slice(0, here).reverse());
    case 'ArrowDown':
      return inNextLine(items[here] as T, items.slice(here + 1));
    default:
      return undefined;
  }
}

function inNextLine<T extends Placed>(from: T, others: readonly T[]): T | undefined {
  const { left, top } = from.getBoundingClientRect();
  const beyond = others.filter((item) => item.getBoundingClientRect().top !== top);
  const line = beyond[0]?.getBoundingClientRect().top;
  const away = (item: T): number => Math.abs(item.getBoundingClientRect().left - left);
  return beyond
    .filter((item) => item.getBoundingClientRect().top === line)
    .reduce<T | undefined>((best, item) => (best && away(best) <= away(item) ? best : item), undefined);
}
