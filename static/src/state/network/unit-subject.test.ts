import { expect, test } from 'vitest';
import { layerOf, mapsOf } from './fixtures.ts';
import { unitSubjectOf } from './unit-subject.ts';

const averaged = (count_padding: boolean) =>
  unitSubjectOf({
    layer: layerOf('pool1', 'avg-pool', ['input'], [1, 1, 3], {
      ...{ kernel: [1, 3], stride: [1, 1], padding: [0, 1, 0, 1], dilation: [1, 1], count_padding },
    }),
    channel: 0,
    input: mapsOf('input', 3),
    output: mapsOf('input', 3),
    activation: 'none',
    weights: null,
    shape: [1, 1, 3],
    pool: 'avg',
    strongest: [0],
  });

test('whether an average divides by its padding too is the layer’s to say', () => {
  expect([averaged(true), averaged(false)]).toMatchObject([{ countPadding: true }, { countPadding: false }]);
});
