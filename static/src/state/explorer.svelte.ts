/** All state of a page with a stage, made once and handed down. */
import { Client } from '../wire/client.ts';
import { readQuestion } from '../wire/question.ts';
import { Catalogue } from './catalogue.svelte.ts';
import { Exploration } from './exploration.svelte.ts';
import { type Address, Link, OPENING, readAddress } from './link.svelte.ts';
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

/** The state that an address names. */
export function explorerOf(address: Address, client = new Client(), isCalm?: () => boolean): Explorer {
  const opened = readAddress(address.location.search);
  const catalogue = new Catalogue(client);
  const exploration = new Exploration({ asker: client, catalogue, question: opened.question });
  const playback = new Playback(isCalm ? { isCalm } : {});
  const viewing = new Viewing();
  const link = new Link({ exploration, playback, viewing }, address);
  link.open(opened);
  return { client, catalogue, exploration, playback, viewing, link };
}

/** The first answer; a link that the server refuses is explained above the page as it opens. */
export async function begin({ exploration }: Explorer): Promise<void> {
  await exploration.start();
  const { problem } = exploration;
  if (exploration.shown || problem?.kind !== 'refused') return;
  exploration.open(readQuestion(OPENING, 'convolution'));
  await exploration.start();
  exploration.complain(`This link cannot be answered: ${problem.message} Here is the page as it opens.`, problem.field);
}
