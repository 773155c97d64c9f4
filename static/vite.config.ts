import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

const root = import.meta.dirname;

/** Every folder of `src/pages` that holds a `main.ts` is a page: `{ home: '…/src/pages/home/main.ts' }`. */
function pages(): Record<string, string> {
  const folder = `${root}/src/pages`;
  const names = readdirSync(folder).filter((name) => existsSync(`${folder}/${name}/main.ts`));
  return Object.fromEntries(names.map((name) => [name, `${folder}/${name}/main.ts`]));
}

/**
 * What two pages share is one file: asking for twenty small ones made a first visit 200 ms longer.
 * What the home page has too stays apart, for it needs nothing else.
 */
const SHARED = [
  { name: 'site', test: /^\0|\/src\/(pages\/site|ui\/(copy|theme)|styles\/)/, priority: 1 },
  { name: 'shared', minShareCount: 2 },
];

/** Each script and style once more as small as it goes, so that serving it costs nothing (`app/pages/assets.py`). */
function squeezed(): Plugin {
  return {
    name: 'squeezed',
    writeBundle({ dir }, bundle) {
      for (const name of Object.keys(bundle).filter((file) => /\.(js|css)$/.test(file))) {
        const file = `${dir}/${name}`;
        const whole = readFileSync(file);
        writeFileSync(`${file}.br`, brotliCompressSync(whole));
        writeFileSync(`${file}.gz`, gzipSync(whole, { level: 9 }));
      }
    },
  };
}

export default defineConfig({
  root,
  base: '/assets/',
  publicDir: false,
  plugins: [svelte(), squeezed()],
  build: {
    outDir: 'dist',
    assetsDir: '',
    emptyOutDir: true,
    manifest: true,
    // The Content-Security-Policy allows neither data: fonts nor inline scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: pages(), output: { codeSplitting: { groups: SHARED } } },
  },
  test: { include: ['src/**/*.test.ts', 'tests/**/*.test.ts'], environment: 'node' },
});
