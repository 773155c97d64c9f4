import { expect, test } from 'vitest';
import { golden } from '../../../tests/golden.ts';
import { scramble } from '../chance.ts';
import { FLAT, kept, readChosen, writeChosen } from './chosen-text.ts';
import type { Chosen } from './functions.ts';
import { noise } from './noise.ts';
import { SHAPES, samplesOf } from './shapes.ts';
import { spectrumOf } from './spectrum.ts';

const BOX: Chosen = { shape: 'box', width: 2, seed: 1, drawn: FLAT };

test("chance is the engine's", () => {
  expect([0, 1, 2].map(scramble)).toEqual([0, 1753845952, 3507691905]);
  const { seed, values } = golden<{ noise: { seed: number; values: number[] } }>('signals').noise;
  noise(seed, values.length).forEach((value, index) => {
    expect(value).toBeCloseTo(values[index] as number, 12);
  });
});

test('six samples of a ramp are the lecture’s signal', () => {
  expect(samplesOf('ramp', 6)).toEqual([1, 2, 3, 4, 5, 6]);
});

test.each(SHAPES)('%s has the length asked for, and numbers short enough to be written', (shape) => {
  for (const length of [1, 2, 31, 64]) {
    const samples = samplesOf(shape, length, 3);
    expect(samples).toHaveLength(length);
    for (const sample of samples) expect(Math.round(sample * 1000) / 1000).toBe(sample);
  }
});

test('a spectrum is numpy’s DFT of the samples followed by noughts', () => {
  for (const { samples, points, magnitudes } of golden<{
    spectra: { samples: number[]; points: number; magnitudes: number[] }[];
  }>('signals').spectra) {
    spectrumOf(samples, points).forEach((magnitude, index) => {
      expect(magnitude).toBeCloseTo(magnitudes[index] as number, 10);
    });
  }
});

test('a chosen function and a drawing come back from their text', () => {
  const drawn = FLAT.map((_, index) => kept(Math.sin(index / 5) * 1.4));
  for (const chosen of [BOX, { ...BOX, shape: 'impulse' }, { ...BOX, shape: 'noise', seed: 9 }] as const) {
    expect(readChosen(writeChosen(chosen), BOX)).toEqual(chosen);
  }
  expect(readChosen(writeChosen({ ...BOX, shape: 'drawn', drawn }), BOX).drawn).toEqual(drawn);
});

test.each([undefined, '', 'bax,2', 'box,9', 'box', 'drawn,AAA', `drawn,${'_'.repeat(61)}`, 'noise,x'])(
  '%s is no function: the fallback stays',
  (text) => {
    expect(readChosen(text, BOX)).toBe(BOX);
  },
);
