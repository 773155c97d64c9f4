/** What a unit can see of the input, from its layer's summary alone: for the pointer, which asks no server. */

type Pair<T> = readonly [rows: T, columns: T];

export interface Sighted {
  readonly jump: Pair<number | null>;
  readonly receptive_field: Pair<number>;
  readonly start: Pair<number | null>;
}

/** Ends excluded. */
export interface SightBox {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** The theoretical receptive field, cut to the input; where units are no grid any more, all of it. */
export function sightOf(layer: Sighted, row: number, column: number, [height, width]: Pair<number>): SightBox {
  const [top, bottom] = spanOf(layer, 0, row, height);
  const [left, right] = spanOf(layer, 1, column, width);
  return { top, left, bottom, right };
}

function spanOf(layer: Sighted, axis: 0 | 1, index: number, length: number): Pair<number> {
  const [jump, start, size] = [layer.jump[axis], layer.start[axis], layer.receptive_field[axis]];
  if (jump === null || start === null) return [0, length];
  const first = Math.floor(start + jump * index);
  const inside = (at: number): number => Math.min(length, Math.max(0, at));
  return [inside(first), inside(first + size)];
}
