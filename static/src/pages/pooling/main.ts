import { mount } from 'svelte';
import { begin, poolingExplorerOf } from '../../state/explorer.svelte.ts';
import { startSite } from '../site.ts';
import { OPENING } from './opening.ts';
import Page from './Page.svelte';

startSite();

const calm = matchMedia('(prefers-reduced-motion: reduce)');
const explorer = poolingExplorerOf(window, OPENING, undefined, () => calm.matches);
const drawn = document.querySelector('[data-drawn]');
const main = drawn?.parentElement;

// What the server drew stays until there is something better to show; its cases stay for good.
await begin(explorer);
if (drawn && main) {
  mount(Page, { target: main, anchor: drawn, props: { explorer } });
  drawn.remove();
}
void explorer.catalogue.load();
