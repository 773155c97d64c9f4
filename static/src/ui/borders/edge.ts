/** The part of a padded picture where a border tells: at the edge or corner that is nearest to a place of the output. */
import type { Window } from '../../core/geometry.ts';

/** Along one axis: output cells one after the other, and the input cells that their windows span, padding included. */
export interface Stretch {
  readonly first: number;
  readonly count: number;
  readonly start: number;
  readonly stop: number;
}

export interface Edge {
  readonly rows: Stretch;
  readonly columns: Stretch;
}

/** So few output cells a side can be numbers; and of those that no padding touches, so many are in sight. */
const FEWEST = 4;
const UNTOUCHED = 2;

/** The nearest of the sides that have padding is in sight; along it, what lies about the place. Null without padding. */
export function nearestEdge(
  rows: Window,
  columns: Window,
  [height, width]: readonly [height: number, width: number],
  place: { readonly row: number; readonly column: number },
): Edge | null {
  const sides = [...sidesOf(rows, height, place.row, 'rows'), ...sidesOf(columns, width, place.column, 'columns')];
  const [nearest] = sides.sort((one, other) => one.away - other.away);
  if (!nearest) return null;
  const at = (axis: 'rows' | 'columns', own: number): number => (nearest.axis === axis ? nearest.at : own);
  return {
    rows: stretchOf(rows, height, at('rows', place.row)),
    columns: stretchOf(columns, width, at('columns', place.column)),
  };
}

interface Side {
  readonly axis: 'rows' | 'columns';
  /** The output cell at the very edge. */
  readonly at: number;
  readonly away: number;
}

/** The two ends of an axis, those without padding left out. */
function sidesOf(window: Window, n: number, place: number, axis: Side['axis']): Side[] {
  const last = window.outputLength(n) - 1;
  return [
    ...(window.before > 0 ? [{ axis, at: 0, away: place }] : []),
    ...(window.after > 0 ? [{ axis, at: last, away: last - place }] : []),
  ];
}

/** The outputs about one of them, moved so that none lies outside. */
function stretchOf(window: Window, n: number, about: number): Stretch {
  const length = window.outputLength(n);
  const touched = Math.ceil(Math.max(window.before, window.after) / window.stride);
  const count = Math.min(Math.max(FEWEST, touched + UNTOUCHED), length);
  const first = Math.min(length - count, Math.max(0, Math.round(about - (count - 1) / 2)));
  return { first, count, start: window.span(first).start, stop: window.span(first + count - 1).stop };
}
