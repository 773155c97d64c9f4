import { mount } from 'svelte';
import { InputPicture } from '../../state/receptive/input-picture.svelte.ts';
import { Receptive } from '../../state/receptive/receptive.svelte.ts';
import { ReceptiveLink } from '../../state/receptive/receptive-link.svelte.ts';
import { Viewing } from '../../state/viewing.svelte.ts';
import { startSite } from '../site.ts';
import Page from './Page.svelte';

startSite();

const receptive = new Receptive();
const viewing = new Viewing();
const picture = new InputPicture(receptive);
const link = new ReceptiveLink(receptive, viewing, window);
const drawn = document.querySelector('[data-drawn]');
const main = drawn?.parentElement;

// What the server drew stays until there is something better to show; its gallery stays for good.
link.begin();
if (drawn && main) {
  mount(Page, { target: main, anchor: drawn, props: { receptive, viewing, picture, link } });
  drawn.remove();
}
void receptive.load();
void picture.load();
