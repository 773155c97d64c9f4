/** All maps of a layer as one texture: which tile is where, in cells. */

export interface Atlas {
  readonly across: number;
  readonly down: number;
  /** Of one map. */
  readonly rows: number;
  readonly columns: number;
  /** Between tiles, in cells. */
  readonly gap: number;
  /** Of the whole texture. */
  readonly width: number;
  readonly height: number;
}

/** As square as can be. */
export function atlasOf(count: number, rows: number, columns: number, ratio = 1): Atlas {
  const gap = Math.max(1, Math.round(Math.max(rows, columns) / 16));
  const size = (across: number): readonly [number, number] => {
    const down = Math.ceil(count / across);
    return [across * columns + (across - 1) * gap, down * rows + (down - 1) * gap];
  };
  const needed = (across: number): number => {
    const [width, height] = size(across);
    return Math.max(width, height * ratio);
  };
  let across = 1;
  for (let next = 2; next <= count; next++) if (needed(next) < needed(across)) across = next;
  const [width, height] = size(across);
  return { across, down: Math.ceil(count / across), rows, columns, gap, width, height };
}

export interface Corner {
  readonly x: number;
  readonly y: number;
}

/** The top left cell of a tile. */
export function cornerOf({ across, rows, columns, gap }: Atlas, index: number): Corner {
  return { x: (index % across) * (columns + gap), y: Math.floor(index / across) * (rows + gap) };
}

/** What lies under a point, which is in cells of the texture: a tile's number, its row and column. */
export function underPoint(
  atlas: Atlas,
  count: number,
  x: number,
  y: number,
): { index: number; row: number; column: number } | null {
  const { across, rows, columns, gap } = atlas;
  const [tileX, tileY] = [Math.floor(x / (columns + gap)), Math.floor(y / (rows + gap))];
  const [column, row] = [Math.floor(x - tileX * (columns + gap)), Math.floor(y - tileY * (rows + gap))];
  const index = tileY * across + tileX;
  const isInside = tileX >= 0 && tileX < across && tileY >= 0 && column < columns && row < rows && index < count;
  return isInside ? { index, row, column } : null;
}
