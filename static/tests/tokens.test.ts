import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { contrast, inkOn, PALETTES, type Rgb } from '../src/core/palette.ts';

const source = readFileSync(new URL('../src/styles/tokens.css', import.meta.url), 'utf8');

type Tokens = ReadonlyMap<string, string>;

/** The custom properties of one rule. */
function declared(selector: string): Tokens {
  const start = source.indexOf(`${selector} {`);
  expect(start, selector).toBeGreaterThanOrEqual(0);
  const rule = source.slice(start, source.indexOf('\n}', start));
  return new Map(Array.from(rule.matchAll(/(--[\w-]+):\s*([^;]+);/g), ([, name = '', value = '']) => [name, value]));
}

/** A theme's colours: each token's value with light-dark() decided. */
function themeOf(side: 0 | 1, overrides: Tokens = new Map()): (name: string) => Rgb {
  const all = new Map([...declared(':root'), ...overrides]);
  return (name) => {
    const value = all.get(name) ?? '';
    const chosen = /^light-dark\((.+), (.+)\)$/.exec(value)?.[side + 1] ?? value;
    const [, red = '', green = '', blue = ''] = /^#(..)(..)(..)$/.exec(chosen) ?? [];
    expect(red, `${name} is a colour`).not.toBe('');
    return [Number.parseInt(red, 16), Number.parseInt(green, 16), Number.parseInt(blue, 16)];
  };
}

const themes = {
  light: themeOf(0),
  dark: themeOf(1),
  projector: themeOf(0, declared(':root[data-theme="projector"]')),
};

/** What is written on what. */
const TEXT = [
  ['--ink', '--paper'],
  ['--ink', '--surface'],
  ['--ink', '--stencil-soft'],
  ['--ink', '--output-soft'],
  ['--ink-soft', '--paper'],
  ['--ink-soft', '--surface'],
  ['--stencil', '--paper'],
  ['--stencil', '--surface'],
  ['--paper', '--stencil'],
  ['--output', '--paper'],
  ['--warning', '--surface'],
  ['--warning', '--paper'],
  ['--error', '--surface'],
  ['--error', '--paper'],
] as const;

describe.each(Object.entries(themes))('in the %s theme', (theme, colour) => {
  test.each(TEXT)('%s can be read on %s', (text, ground) => {
    expect(contrast(colour(text), colour(ground))).toBeGreaterThanOrEqual(theme === 'projector' ? 7 : 4.5);
  });

  test.each(['--edge', '--stencil', '--output'])('the line %s stands out from the page', (line) => {
    expect(contrast(colour(line), colour('--paper'))).toBeGreaterThanOrEqual(3);
  });
});

const TONES = ['neg-4', 'neg-3', 'neg-2', 'neg-1', '0', 'pos-1', 'pos-2', 'pos-3', 'pos-4'];

test.each(TONES.map((tone, index) => [tone, index] as const))(
  'tile %s is the colour of its value, and its number can be read',
  (tone, index) => {
    const tile = themes.light(`--tone-${tone}`);
    const { colours } = PALETTES.diverging;
    const exact = colours[Math.round((index / 8) * 254)] as Rgb;
    expect(Math.max(...tile.map((level, channel) => Math.abs(level - (exact[channel] ?? 0))))).toBeLessThanOrEqual(2);
    const ink = themes.light(Math.abs(index - 4) === 4 ? '--on-dark-tile' : '--on-light-tile');
    expect(ink).toEqual(inkOn(tile));
    expect(contrast(ink, tile)).toBeGreaterThanOrEqual(4.5);
  },
);
