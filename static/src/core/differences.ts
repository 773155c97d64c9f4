/**
 * Whether what comes out of these filters, each a list of its weights, is a difference about nought and not a
 * brightness: Sobel's weights sum to 0; sharpen's sum to 1 and leave a picture, though some are negative.
 */
export function findsDifferences(filters: readonly (readonly number[])[]): boolean {
  const sums = filters.map((weights) => weights.reduce((sum, weight) => sum + weight, 0));
  return filters.flat().some((weight) => weight < 0) && Math.min(...sums) < 0.5;
}
