/** A matrix of numbers, row after row, in float64. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float64Array;
}

export function zeroMatrix(rows: number, columns: number): Matrix {
  return { rows, columns, values: new Float64Array(rows * columns) };
}

/** `product(a, b)` of a 2×3 and a 3×4 matrix is 2×4. */
export function product(one: Matrix, other: Matrix): Matrix {
  if (one.columns !== other.rows) {
    throw new RangeError(`${one.columns} columns cannot meet ${other.rows} rows.`);
  }
  const made = zeroMatrix(one.rows, other.columns);
  for (let row = 0; row < one.rows; row++) {
    for (let inner = 0; inner < one.columns; inner++) {
      const factor = one.values[row * one.columns + inner] as number;
      if (factor === 0) continue;
      for (let column = 0; column < other.columns; column++) {
        const at = row * made.columns + column;
        made.values[at] =
          (made.values[at] as number) + factor * (other.values[inner * other.columns + column] as number);
      }
    }
  }
  return made;
}
