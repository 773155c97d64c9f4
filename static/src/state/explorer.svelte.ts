/** All state of a page with a stage, made once and handed down. */
import { Client } from '../wire/client.ts';
import { Catalogue } from './catalogue.svelte.ts';
import { Exploration } from './exploration.svelte.ts';
import { type Address, Link, type Opening, readAddress } from './link.svelte.ts';
import { Playback } from './playback.svelte.ts';
import { Viewing } from './viewing.svelte.ts';

export interface Explorer {
  readonly client: Client;
  readonly catalogue: Catalogue;
  readonly exploration: Exploration;
  readonly playback: Playback;
  readonly viewing: Viewing;
  readonly link: Link;
}

/** The state that an address names; a page that opens with its own question brings it. */
export function explorerOf(
  address: Address,
  client = new Client(),
  isCalm?: () => boolean,
  opening?: Opening,
): Explorer {
  const opened = readAddress(address.location.search, opening);
  const catalogue = new Catalogue(client);
  const exploration = new Exploration({ asker: client, catalogue, question: opened.question });
  const playback = new Playback(isCalm ? { isCalm } : {});
  const viewing = new Viewing();
  const link = new Link({ exploration, playback, viewing }, address, undefined, opening);
  link.open(opened);
  return { client, catalogue, exploration, playback, viewing, link };
}

/** The first answer; a link that the server refuses is explained above the page as it opens. */
export async function begin({ exploration, link }: Explorer): Promise<void> {
  await exploration.start();
  const { problem } = exploration;
  if (exploration.shown || problem?.kind !== 'refused') return;
  const opened = readAddress('', link.opening);
  exploration.open(opened.question);
  link.open(opened);
  await exploration.start();
  exploration.complain(`This link cannot be answered: ${problem.message} Here is the page as it opens.`, problem.field);
}
