import { expect, test } from 'vitest';
import { golden } from '../../tests/golden.ts';
import { summaryOf } from './summary.ts';

test('range, histogram and clipped share, the highest value in the last bin', () => {
  const volume = { planes: [Float32Array.of(-1, 0, 0.5, 1, 3)], height: 1, width: 5 };
  const { range, histogram, clippedShare } = summaryOf(volume, [0, 1]);
  expect([range, clippedShare]).toEqual([[-1, 3], 0.4]);
  expect([histogram.counts.length, histogram.edges.length]).toEqual([64, 65]);
  expect([histogram.counts[0], histogram.counts[16], histogram.counts[63]]).toEqual([1, 1, 1]);
});

test('values that are all equal lie in the first bin', () => {
  const { histogram } = summaryOf({ planes: [Float32Array.of(2, 2)], height: 1, width: 2 }, [0, 1]);
  expect([histogram.counts[0], histogram.edges[0]]).toEqual([2, 2]);
});

test('what rounding alone puts past an end is not counted as clipped, as on the server', () => {
  for (const { clip, values, share } of golden<{ clip: [number, number]; values: number[]; share: number }[]>(
    'clipping',
  )) {
    const volume = { planes: [Float32Array.from(values)], height: 1, width: values.length };
    expect(summaryOf(volume, clip).clippedShare).toBe(share);
  }
});
