/** The numbers of one output cell: its terms, channel by channel, and what becomes of their sum. */
/** One input cell times one weight; pooling has no weights, and its product is what the cell adds. */
export interface Term {
  readonly row: number;
  readonly column: number;
  /** Whether it is a cell of the picture, or one of the padding. */
  readonly inside: boolean;
  readonly value: number;
  /** The value in the units of the input, for its colour. */
  readonly raw: number;
  /** The weight's place in the kernel as it is written. */
  readonly met: readonly [row: number, column: number];
  readonly weight: number;
  readonly weightText: string;
  readonly product: number;
}

/** The terms of one input channel: `rows` × `columns` of them in reading order. */
export interface ChannelTerms {
  readonly channel: number;
  readonly rows: number;
  readonly columns: number;
  readonly terms: readonly Term[];
  readonly sum: number;
}

/** From the sum of the products to the number written. `before` is sum + bias, ahead of the activation. */
export interface Result {
  readonly filter: number;
  readonly channels: readonly ChannelTerms[];
  readonly sum: number;
  readonly bias: number;
  readonly before: number;
  readonly value: number;
  readonly raw: number;
  readonly agrees: boolean;
  /** The terms that won, of a max or min pooling: the first of them counts. */
  readonly winners: readonly number[];
}
