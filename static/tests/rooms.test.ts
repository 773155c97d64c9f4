import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { importsOf, type Module, moduleOf, offences } from './rooms.ts';

const SOURCE = new URL('../src', import.meta.url).pathname;

const modules = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.(ts|svelte)$/.test(path) && !/\.test\.ts$/.test(path))
  .map((path) => moduleOf(SOURCE, path));

test('no room of src/ knows a room that it must not know, and nothing goes in circles', () => {
  expect(modules.length).toBeGreaterThan(20);
  expect(offences(modules)).toEqual([]);
});

test.each<[string, Module[], string]>([
  ['core that imports wire', [{ path: 'core/a.ts', imports: ['wire/b.ts'] }], 'core may not know wire'],
  ['core that imports a package', [{ path: 'core/a.ts', imports: ['package:svelte'] }], 'core imports nothing'],
  ['paint that imports state', [{ path: 'paint/a.ts', imports: ['state/b.ts'] }], 'paint may not know state'],
  ['ui that imports a page', [{ path: 'ui/a.svelte', imports: ['pages/b.ts'] }], 'ui may not know pages'],
  ['a room nobody planned', [{ path: 'helpers/a.ts', imports: [] }], 'in no room'],
  [
    'a circle',
    [
      { path: 'core/a.ts', imports: ['core/b.ts'] },
      { path: 'core/b.ts', imports: ['core/a.ts'] },
    ],
    'core/a.ts → core/b.ts → core/a.ts is a cycle.',
  ],
])('found out: %s', (_, offending, sentence) => {
  expect(offences(offending).join(' ')).toContain(sentence);
});

test('every way to write an import is seen', () => {
  const source = `
    import './a.css';
    import b from './b.ts';
    import { c, type C } from "./c.ts";
    import type { D } from './d.ts';
    import {
      e,
    } from './e.ts';
    export * from './f.ts';
    export { g } from './g.ts';
    const h = await import('./h.ts');
  `;
  expect(importsOf(source).sort()).toEqual(
    ['a.css', ...'bcdefgh'].map((name) => `./${name.replace(/^(.)$/, '$1.ts')}`),
  );
});

test('components have no style attribute: the Content-Security-Policy would drop it', () => {
  for (const { path } of modules.filter((module) => module.path.endsWith('.svelte'))) {
    expect(readFileSync(`${SOURCE}/${path}`, 'utf8'), path).not.toMatch(/<[^>]*\sstyle="/);
  }
});
