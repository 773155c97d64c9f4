import { mount } from 'svelte';
import { begin, explorerOf } from '../../state/explorer.svelte.ts';
import { startSite } from '../site.ts';
import { ARITHMETIC } from './opening.ts';
import Page from './Page.svelte';

startSite();

const calm = matchMedia('(prefers-reduced-motion: reduce)');
const explorer = explorerOf(window, undefined, () => calm.matches, ARITHMETIC);
const main = document.querySelector('main');

// What the server drew stays until there is something better to show.
await begin(explorer);
if (main) {
  main.replaceChildren();
  mount(Page, { target: main, props: { explorer } });
}
