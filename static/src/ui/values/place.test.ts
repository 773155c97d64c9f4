import { expect, test } from 'vitest';
import { makeGeometry } from '../../core/geometry.ts';
import { placeOnInput } from './place.ts';

test('same lies on its input, valid one cell inside, full one cell outside', () => {
  const place = (padding: 'same' | 'valid' | 'full', size: number) =>
    placeOnInput(makeGeometry({ kernel: [3, 3], padding }), size, size);
  expect(place('same', 8)).toEqual({ left: 0, top: 0, width: 8, height: 8 });
  expect(place('valid', 6)).toEqual({ left: 1, top: 1, width: 6, height: 6 });
  expect(place('full', 10)).toEqual({ left: -1, top: -1, width: 10, height: 10 });
});

test('a stride of two makes cells of two, centred on the windows', () => {
  const geometry = makeGeometry({ kernel: [3, 3], stride: [2, 2] });
  expect(placeOnInput(geometry, 3, 3)).toEqual({ left: 0.5, top: 0.5, width: 6, height: 6 });
});
