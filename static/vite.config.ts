import { existsSync, readdirSync } from 'node:fs';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

const root = import.meta.dirname;

/** Every folder of `src/pages` that holds a `main.ts` is a page: `{ home: '…/src/pages/home/main.ts' }`. */
function pages(): Record<string, string> {
  const folder = `${root}/src/pages`;
  const names = readdirSync(folder).filter((name) => existsSync(`${folder}/${name}/main.ts`));
  return Object.fromEntries(names.map((name) => [name, `${folder}/${name}/main.ts`]));
}

export default defineConfig({
  root,
  base: '/assets/',
  publicDir: false,
  plugins: [svelte()],
  build: {
    outDir: 'dist',
    assetsDir: '',
    emptyOutDir: true,
    manifest: true,
    // The Content-Security-Policy allows neither data: fonts nor inline scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: pages() },
  },
  test: { include: ['src/**/*.test.ts', 'tests/**/*.test.ts'], environment: 'node' },
});
