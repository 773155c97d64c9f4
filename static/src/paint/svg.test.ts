import { inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { Timeline } from '../core/timeline.ts';
import { convolutionOf, kernelOf, noise, SOBEL, stage } from '../scene/examples.ts';
import { type Scene, textsOf } from '../scene/mark.ts';
import { positionsOf } from '../scene/subject.ts';
import { pngOf } from './png.ts';
import { svgOf } from './svg.ts';
import { themeOf } from './theme.ts';

const THEME = themeOf((token) => `var(${token})`, { numeral: '"STIX Two", serif', words: 'sans-serif' });

test('An SVG holds each text of its scene, as often as the scene has it', () => {
  const subject = convolutionOf({
    input: noise(12, 12),
    kernel: [[SOBEL]],
    geometry: { padding: 'same' },
    units: 'levels',
  });
  const timeline = new Timeline({ positions: positionsOf(subject), columns: subject.output.width });
  const scene = stage(subject, { width: 1100, form: 'page' }, timeline.settled(30));
  const written = [...svgOf(scene, THEME).matchAll(/<text [^>]*>([^<]*)<\/text>/g)].map(([, text]) => text);
  expect(written.sort()).toEqual(textsOf([...scene.still, ...scene.moving]).sort());
});

test('What a text or a label says cannot become markup', () => {
  const text = {
    kind: 'text',
    text: '<script>&"',
    x: 0,
    y: 0,
    size: 9,
    colour: 'ink',
    face: 'words',
    align: 'start',
  } as const;
  const scene: Scene = { width: 10, height: 10, still: [text], moving: [], label: '"><b>' };
  const svg = svgOf(scene, THEME);
  expect(svg).toContain('&lt;script&gt;&amp;&quot;</text>');
  expect(svg).not.toContain('<script');
  expect(svg).not.toContain('<b>');
});

test('A path is a line, an area, or both', () => {
  const path = (part: object) => ({ kind: 'path', points: [0, 0, 4, 0, 4, 4], ...part }) as const;
  const marks = [path({ fill: 'ink' }), path({ stroke: { colour: 'ink', width: 2 } })];
  const svg = svgOf({ width: 10, height: 10, still: marks, moving: [], label: 'a path' }, THEME);
  const [area, line] = svg.match(/<polyline[^>]*>/g) ?? [];
  expect(area).toContain(`fill="${THEME.colours.ink}"`);
  expect(area).not.toContain('stroke');
  expect(line).toContain('fill="none"');
  expect(line).toContain('stroke-width="2"');
});

test('An SVG carries only the cells in sight', () => {
  const subject = convolutionOf({ input: noise(300, 300), kernel: [[kernelOf('1')]], units: 'levels' });
  const timeline = new Timeline({ positions: positionsOf(subject), columns: 300 });
  const view = { width: 1100, form: 'page', viewport: { row: 150, column: 150, across: 8 } } as const;
  expect(svgOf(stage(subject, view, timeline.settled(45000)), THEME).length).toBeLessThan(100_000);
});

test('The pixels of a PNG are the ones that went in', () => {
  const data = Uint8ClampedArray.from({ length: 4 * 200 * 150 }, (_, at) => (at * 31) % 256);
  const png = pngOf({ width: 200, height: 150, data });
  const at = (name: string): number => String.fromCharCode(...png).indexOf(name);
  const size = new DataView(png.buffer).getUint32(at('IDAT') - 4);
  const lines = inflateSync(png.subarray(at('IDAT') + 4, at('IDAT') + 4 + size));
  const pixel = (row: number, column: number): number[] => [
    ...lines.subarray(row * 601 + 1 + 3 * column, row * 601 + 4 + 3 * column),
  ];
  expect(pixel(149, 199)).toEqual([...data.subarray(4 * 29999, 4 * 29999 + 3)]);
  expect(pixel(7, 3)).toEqual([...data.subarray(4 * 1403, 4 * 1403 + 3)]);
});

test('without paper nothing lies behind the marks, and a margin is left around them', () => {
  const scene = { width: 10, height: 20, still: [], moving: [], label: 'nothing' };
  expect(svgOf(scene, THEME)).toContain('<rect x="0" y="0" width="10" height="20"');
  const clear = svgOf(scene, THEME, { margin: 2, paper: false });
  expect(clear).toContain('viewBox="-2 -2 14 24" width="14" height="24"');
  expect(clear).not.toContain('<rect');
});
