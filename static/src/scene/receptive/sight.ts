/** One unit in the middle of the diagram: what it sees of the levels below it, and the units above that it feeds. */
import { type Cones, type Place, spanOf } from '../../core/nets/cone.ts';
import type { Levels } from './levels.ts';

export type Columns = ReadonlySet<number>;

export interface Sight {
  readonly level: number;
  readonly unit: number;
  /** Of each level, the columns on the map; null where there are none. */
  readonly seen: readonly (Columns | null)[];
  /** The same in the pure geometry: what lies off the map is padding. */
  readonly free: readonly (Columns | null)[];
  readonly fed: readonly (Columns | null)[];
  /** What the unit beside it sees of the input; null where there is none. */
  readonly next: { readonly unit: number; readonly columns: Columns } | null;
}

/** The sight of a unit at [row, column] of a level; of a dense level, at its one cell. */
export function sightOf({ levels, levelOf }: Levels, cones: Cones, level: number, place: Place): Sight {
  const { layer = 0, units = 1, isDense = false } = levels[level] ?? {};
  const [row, unit] = isDense ? [0, 0] : place;
  const onLevels = (cells: ReturnType<Cones['fedBy']>): (Columns | null)[] => {
    const columns: (Columns | null)[] = levels.map(() => null);
    for (const [index, seen] of cells.entries()) {
      const at = levelOf[index] as number;
      if (seen) columns[at] = columns[at] ? new Set([...(columns[at] as Columns), ...seen[1]]) : seen[1];
    }
    return columns;
  };
  const beside = unit + 1 < units ? unit + 1 : unit - 1;
  const others = units > 1 ? cones.seenFrom(layer, [row, beside], true)[0] : null;
  return {
    level,
    unit,
    seen: onLevels(cones.seenFrom(layer, [row, unit], true)),
    free: onLevels(cones.seenFrom(layer, [row, unit], false)),
    fed: onLevels(cones.fedBy(layer, [row, unit])),
    next: others ? { unit: beside, columns: others[1] } : null,
  };
}

/** Cells that follow each other, as first and last, in order. */
export function runsOf(cells: Columns): [first: number, last: number][] {
  const runs: [number, number][] = [];
  for (const cell of [...cells].sort((one, other) => one - other)) {
    const run = runs.at(-1);
    if (run && run[1] === cell - 1) run[1] = cell;
    else runs.push([cell, cell]);
  }
  return runs;
}

/** How many input columns two units beside each other both look into; between the first and the last of each. */
export function sharedBy(one: Columns, other: Columns): number {
  if (one.size === 0 || other.size === 0) return 0;
  const [[first, last], [otherFirst, otherLast]] = [spanOf(one), spanOf(other)];
  return Math.max(0, Math.min(last, otherLast) - Math.max(first, otherFirst) + 1);
}

/** What a screen reader says of it; columns are counted from 0. */
export function sightWords({ levels, width }: Levels, { level, unit, seen, free, fed, next }: Sight): string {
  const { name, units, isDense } = levels[level] ?? { name: '', units: 0, isDense: false };
  const who = isDense ? `${name}, each number` : `${name}, unit ${unit} of 0 to ${units - 1}`;
  const columns = seen[0];
  if (level === 0) return `input, column ${unit} of 0 to ${width - 1}${feeds(levels, fed, 0)}.`;
  if (!columns) return `${who}: sees nothing of the input${feeds(levels, fed, level)}.`;
  const [first, last] = spanOf(columns);
  const all = free[0] ? spanOf(free[0]) : [first, last];
  const across = last - first + 1;
  const padding = all[1] - all[0] + 1 - across;
  const holes = across - columns.size;
  const parts = [
    `sees ${across} input ${across === 1 ? `column, ${first}` : `columns, ${first} to ${last}`}`,
    ...(holes > 0 ? [`of them ${columns.size} are read`] : []),
    ...(padding > 0 ? [`${padding} more are padding`] : []),
    ...(next ? [`shares ${sharedBy(columns, next.columns)} with unit ${next.unit}`] : []),
  ];
  return `${who}: ${parts.join('; ')}${feeds(levels, fed, level)}.`.replace(/(?<![a-z])-(?=\d)/g, '\u2212');
}

function feeds(levels: Levels['levels'], fed: Sight['fed'], level: number): string {
  const top = levels.length - 1;
  const reached = fed[top];
  if (level === top || !reached) return '';
  const { name, isDense } = levels[top] ?? { name: '', isDense: false };
  if (isDense) return `; feeds all of ${name}`;
  const [first, last] = spanOf(reached);
  return first === last ? `; feeds unit ${first} of ${name}` : `; feeds units ${first} to ${last} of ${name}`;
}
