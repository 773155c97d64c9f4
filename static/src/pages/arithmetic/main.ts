import { mount } from 'svelte';
import { begin, explorerOf } from '../../state/explorer.svelte.ts';
import { askAsLinked } from '../../ui/arithmetic/ask.ts';
import { startSite } from '../site.ts';
import { ARITHMETIC } from './opening.ts';
import Page from './Page.svelte';

startSite();

const calm = matchMedia('(prefers-reduced-motion: reduce)');
const explorer = explorerOf(window, undefined, () => calm.matches, ARITHMETIC);
const drawn = document.querySelector('[data-drawn]');
const main = drawn?.parentElement;
askAsLinked(explorer, explorer.exploration.text === ARITHMETIC.text);

// What the server drew stays until there is something better to show; its gallery of cases stays for good.
await begin(explorer);
if (drawn && main) {
  mount(Page, { target: main, anchor: drawn, props: { explorer } });
  drawn.remove();
  // The part that a link names is here only now.
  if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
}
