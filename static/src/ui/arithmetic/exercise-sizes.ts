/** The sizes of an exercise, from easy to hard: each level may use what the ones before it have. */

export const LEVELS = ['row', 'plain', 'stride', 'padding', 'sides', 'dilation', 'channels', 'transposed'] as const;
export type Level = (typeof LEVELS)[number];

/** A whole number from `low` to `high`, the same for the same purpose. */
export type Throw = (low: number, high: number, ...what: readonly number[]) => number;

/** What is thrown for; numbers that must differ, and never change. */
export const FOR = {
  kernel: 1,
  stride: 2,
  padding: 3,
  dilation: 4,
  input: 5,
  channels: 6,
  filters: 7,
  asks: 8,
  cell: 9,
  cells: 10,
  weights: 11,
  side: 12,
} as const;

type Sides = readonly [top: number, right: number, bottom: number, left: number];

/** [rows, columns] each. */
export interface Sizes {
  readonly kernel: readonly [number, number];
  readonly input: readonly [number, number];
  readonly stride: readonly [number, number];
  readonly padding: Sides | 'same';
  readonly dilation: number;
  readonly outputPadding: number;
  readonly channels: number;
  readonly filters: number;
}

const USUAL = {
  stride: [1, 1],
  padding: [0, 0, 0, 0],
  dilation: 1,
  outputPadding: 0,
  channels: 1,
  filters: 1,
} as const;

/** The input is at least as long as the window, so that every exercise has an answer. */
export function sizesOf(level: Level, thrown: Throw): Sizes {
  if (level === 'row') return rowSizes(thrown);
  if (level === 'sides') return sidedSizes(thrown);
  return level === 'transposed' ? transposedSizes(thrown) : windowSizes(level, thrown);
}

function rowSizes(thrown: Throw): Sizes {
  const size = thrown(2, 4, FOR.kernel);
  const stride = thrown(1, 2, FOR.stride);
  const ring = thrown(0, 1, FOR.padding);
  const length = Math.max(3, size + thrown(2, 4, FOR.input) - ring);
  return { ...USUAL, kernel: [1, size], input: [1, length], stride: [1, stride], padding: [0, ring, 0, ring] };
}

function windowSizes(level: Level, thrown: Throw): Sizes {
  const reached = LEVELS.indexOf(level);
  const has = (one: Level): boolean => reached >= LEVELS.indexOf(one);
  const isDeep = level === 'channels';
  const kernel = kernelOf(thrown, isDeep ? 2 : 3);
  const dilation = level === 'dilation' ? 2 : 1;
  const stride = level === 'stride' ? thrown(2, 3, FOR.stride) : has('stride') ? thrown(1, 2, FOR.stride) : 1;
  const least = level === 'padding' ? 1 : 0;
  const ring = has('padding') ? thrown(least, Math.min(...kernel) - 1, FOR.padding) : 0;
  const lengthOf = (size: number, axis: number): number => {
    const extent = dilation * (size - 1) + 1;
    return Math.max(2, extent + thrown(isDeep ? 1 : stride, isDeep ? 2 : 3, FOR.input, axis) - ring);
  };
  return {
    ...USUAL,
    kernel,
    input: [lengthOf(kernel[0], 0), lengthOf(kernel[1], 1)],
    stride: [stride, stride],
    padding: [ring, ring, ring, ring],
    dilation,
    channels: isDeep ? thrown(2, 3, FOR.channels) : 1,
    filters: isDeep ? thrown(1, 2, FOR.filters) : 1,
  };
}

/** Each side its own ring; or SAME around an even kernel, whose odd cell goes behind. */
function sidedSizes(thrown: Throw): Sizes {
  const kernel = kernelOf(thrown, 3);
  const stride = thrown(1, 2, FOR.stride);
  const isSame = kernel.includes(2) && thrown(0, 1, FOR.padding) === 0;
  const side = (index: number): number => thrown(0, (kernel[index % 2] as number) - 1, FOR.side, index);
  const rings: Sides = [side(0), side(1), side(2), side(3)];
  const isEven = rings[0] === rings[2] && rings[1] === rings[3];
  const padding: Sides = isEven ? [rings[0] === 0 ? 1 : 0, rings[1], rings[2], rings[3]] : rings;
  return {
    ...USUAL,
    kernel,
    input: [kernel[0] + thrown(1, 2, FOR.input, 0), kernel[1] + thrown(1, 2, FOR.input, 1)],
    stride: [stride, stride],
    padding: isSame ? 'same' : padding,
  };
}

function transposedSizes(thrown: Throw): Sizes {
  const kernel = kernelOf(thrown, 3);
  const stride = thrown(1, 2, FOR.stride);
  const ring = thrown(0, 1, FOR.padding);
  return {
    ...USUAL,
    kernel,
    input: [thrown(2, 3, FOR.input, 0), thrown(2, 3, FOR.input, 1)],
    stride: [stride, stride],
    padding: [ring, ring, ring, ring],
    outputPadding: thrown(0, stride - 1, FOR.dilation),
  };
}

/** Square, and every third time not. */
function kernelOf(thrown: Throw, most: number): [number, number] {
  const rows = thrown(2, most, FOR.kernel, 0);
  const isSquare = thrown(0, 2, FOR.kernel, 1) > 0;
  return [rows, isSquare ? rows : thrown(2, most, FOR.kernel, 2)];
}
