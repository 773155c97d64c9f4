/** A picture or a grid: planes of one shape, in the units of the input (0…1 for pictures, as written for grids). */
export interface Volume {
  readonly planes: readonly Float32Array[];
  readonly height: number;
  readonly width: number;
}
