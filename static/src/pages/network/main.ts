import { mount } from 'svelte';
import { beginNetwork, networkStateOf } from '../../state/network/network-state.svelte.ts';
import { startSite } from '../site.ts';
import Page from './Page.svelte';

startSite();

const calm = matchMedia('(prefers-reduced-motion: reduce)');
const state = networkStateOf(window, () => calm.matches);
const drawn = document.querySelector('[data-drawn]');
const main = drawn?.parentElement;

// What the server drew stays until there is something better to show.
await beginNetwork(state);
if (drawn && main) {
  mount(Page, { target: main, anchor: drawn, props: { state } });
  drawn.remove();
}
void state.catalogue.load();
