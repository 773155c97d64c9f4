import { expect, test } from 'vitest';
import { golden } from '../../tests/golden.ts';
import { contrast, cssOf, inkOn, PALETTES, type Shown, ValueScale } from './colour.ts';

function painted(shown: Shown, values: number[], scale = ValueScale.for(Float32Array.from(values), shown)) {
  const pixels = new Uint8ClampedArray(4 * values.length);
  scale.paint(Float32Array.from(values), pixels);
  const rgb = values.map((_, index) => Array.from(pixels.subarray(4 * index, 4 * index + 3)));
  return {
    rgb,
    clipped: values.filter((value) => scale.isClipped(value)).length,
    alpha: pixels.filter((_, index) => index % 4 === 3),
  };
}

test('signed values are symmetric about nought, which is exactly white', () => {
  const { rgb, clipped } = painted('signed', [-2, -1, 0, 1, 2]);
  expect(rgb).toEqual([
    [8, 69, 148],
    [106, 173, 213],
    [255, 255, 255],
    [252, 173, 96],
    [179, 78, 0],
  ]);
  expect(clipped).toBe(0);
});

test.each([
  [-1, 3],
  [-3, 1],
])('a signed scale over %s … %s reaches 3 on both sides', (low, high) => {
  const scale = ValueScale.for(Float32Array.of(low, high), 'signed');
  expect([scale.low, scale.high]).toEqual([-3, 3]);
});

test('clip shows 0…1 as grey, cuts the rest and counts what it cut', () => {
  const { rgb, clipped, alpha } = painted('clip', [-0.5, 0, 0.5, 1, 1.5]);
  expect(rgb.map(([grey]) => grey)).toEqual([0, 0, 128, 255, 255]);
  expect(clipped).toBe(2);
  expect([...alpha]).toEqual([255, 255, 255, 255, 255]);
});

test('absolute shows the size of a value, whatever its sign', () => {
  const { rgb, clipped } = painted('absolute', [-1, 0.2, -2]);
  expect(rgb.map(([grey]) => grey)).toEqual([255, 51, 255]);
  expect(clipped).toBe(1);
});

test('min–max stretches from end to end and clips nothing', () => {
  const { rgb, clipped } = painted('min-max', [-3, 7, 2]);
  expect(rgb.map(([grey]) => grey)).toEqual([0, 255, 128]);
  expect(clipped).toBe(0);
});

test('a flat picture is painted, and opaque, without dividing by nought', () => {
  expect(painted('min-max', [0.7])).toMatchObject({ rgb: [[0, 0, 0]], alpha: Uint8ClampedArray.of(255) });
  expect(painted('signed', [0])).toMatchObject({ rgb: [[255, 255, 255]], alpha: Uint8ClampedArray.of(255) });
});

test('a value far beyond the scale takes the end’s colour', () => {
  expect(painted('clip', [1e18, -1e18]).rgb).toEqual([
    [255, 255, 255],
    [0, 0, 0],
  ]);
});

test('the colour of one value is the colour of its pixel', () => {
  const scale = new ValueScale('signed', -2, 2);
  for (const value of [-9, -2, -0.3, 0, 1.7]) {
    expect([...scale.colourOf(value)]).toEqual(painted('signed', [value], scale).rgb[0]);
  }
});

test('three planes make one colour picture', () => {
  const pixels = new Uint8ClampedArray(8);
  const planes = [Float32Array.of(0, 1), Float32Array.of(0.2, 2), Float32Array.of(0.4, -1)] as const;
  new ValueScale('clip', 0, 1).paintColour(planes, pixels);
  expect([...pixels]).toEqual([0, 51, 102, 255, 255, 255, 0, 255]);
});

test('pixels that do not fit the values are refused', () => {
  expect(() => new ValueScale('clip', 0, 1).paint(new Float32Array(3), new Uint8ClampedArray(3))).toThrow(
    '3 values need 12 bytes of pixels, not 3.',
  );
});

test('viridis runs from dark violet to yellow and grows brighter at every step', () => {
  const { colours } = PALETTES.viridis;
  expect([colours[0], colours.at(-1)]).toEqual([
    [68, 1, 84],
    [253, 231, 37],
  ]);
  const against = colours.map((colour) => contrast(colour, [0, 0, 0]));
  expect(against.every((ratio, index) => index === 0 || ratio > (against[index - 1] ?? 0) - 0.02)).toBe(true);
});

test('contrast is that of WCAG: black on white is 21, a colour on itself 1', () => {
  expect(contrast([0, 0, 0], [255, 255, 255])).toBeCloseTo(21, 6);
  expect(contrast([119, 119, 119], [255, 255, 255])).toBeCloseTo(4.48, 2);
  expect(contrast([9, 9, 9], [9, 9, 9])).toBe(1);
});

test('ink is readable on every colour of every palette', () => {
  for (const { colours } of Object.values(PALETTES)) {
    for (const colour of colours) expect(contrast(inkOn(colour), colour)).toBeGreaterThanOrEqual(4.5);
  }
  expect(cssOf(new ValueScale('clip', 0, 1).inkOf(0))).toBe('rgb(255 255 255)');
});

test('a scale about nought needs a palette with a middle', () => {
  expect(() => new ValueScale('signed', -1, 1, 'viridis')).toThrow('viridis has no middle colour for nought.');
});

interface Painted {
  readonly shown: Shown;
  readonly clip: [number, number];
  readonly colours: number[][];
}

interface Grey extends Painted {
  readonly values: number[];
}

interface Colour extends Painted {
  readonly planes: [number[], number[], number[]];
}

const GOLDEN = golden<{ maps: Grey[]; pictures: Colour[] }>('colour');

test.each(GOLDEN.maps)('the canvas shows what the PNG of the server shows: $shown $values', (one) => {
  const scale = ValueScale.for(Float32Array.from(one.values), one.shown, { clip: one.clip });
  expect(painted(one.shown, one.values, scale).rgb).toEqual(one.colours);
});

test.each(GOLDEN.pictures)('three planes are the colours of the server’s PNG: $shown $planes', (one) => {
  const planes = one.planes.map((plane) => Float32Array.from(plane)) as [Float32Array, Float32Array, Float32Array];
  const palette = one.shown === 'signed' ? 'balanced' : 'grey';
  const scale = ValueScale.for(Float32Array.from(one.planes.flat()), one.shown, { clip: one.clip, palette });
  const pixels = new Uint8ClampedArray(4 * planes[0].length);
  scale.paintColour(planes, pixels);
  expect(one.colours.map((_, at) => [...pixels.subarray(4 * at, 4 * at + 3)])).toEqual(one.colours);
});
