/** All state of a page with a stage, made once and handed down. */
import { Client } from '../wire/client.ts';
import type { ConvolutionQuestion, PoolingQuestion, Question } from '../wire/question.ts';
import type { Address } from './address-keeper.ts';
import { Catalogue } from './catalogue.svelte.ts';
import { Exploration } from './exploration.svelte.ts';
import type { Inquiry } from './inquiry.svelte.ts';
import { Link, type Opening, readAddress } from './link.svelte.ts';
import { Playback } from './playback.svelte.ts';
import { PoolingExploration } from './pooling-exploration.svelte.ts';
import { Viewing } from './viewing.svelte.ts';

export interface Explorer<E extends Inquiry = Exploration> {
  readonly client: Client;
  readonly catalogue: Catalogue;
  readonly exploration: E;
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
  return explorerWith(address, client, isCalm, opening, (question: ConvolutionQuestion, catalogue) => {
    return new Exploration({ asker: client, catalogue, question });
  });
}

/** The same for a page about pooling. */
export function poolingExplorerOf(
  address: Address,
  opening: Opening<PoolingQuestion>,
  client = new Client(),
  isCalm?: () => boolean,
): Explorer<PoolingExploration> {
  return explorerWith(address, client, isCalm, opening, (question: PoolingQuestion) => {
    return new PoolingExploration({ asker: client, question });
  });
}

function explorerWith<Q extends Question, E extends Inquiry>(
  address: Address,
  client: Client,
  isCalm: (() => boolean) | undefined,
  opening: Opening<Q> | undefined,
  make: (question: Q, catalogue: Catalogue) => E,
): Explorer<E> {
  const opened = readAddress(address.location.search, opening);
  const catalogue = new Catalogue(client);
  const exploration = make(opened.question, catalogue);
  const playback = new Playback(isCalm ? { isCalm } : {});
  const viewing = new Viewing();
  const link = new Link({ exploration, playback, viewing }, address, undefined, opening);
  link.open(opened);
  return { client, catalogue, exploration, playback, viewing, link };
}

/** The first answer; a link that the server refuses is explained above the page as it opens. */
export async function begin({ exploration, link }: Pick<Explorer<Inquiry>, 'exploration' | 'link'>): Promise<void> {
  await exploration.start();
  const { problem } = exploration;
  if (exploration.shown || problem?.kind !== 'refused') return;
  const opened = readAddress('', link.opening);
  exploration.open(opened.question);
  link.open(opened);
  await exploration.start();
  exploration.complain(`This link cannot be answered: ${problem.message} Here is the page as it opens.`, problem.field);
}
