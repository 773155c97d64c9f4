/** All state of the page about networks, made once and handed down. */
import { Client } from '../../wire/client.ts';
import { NetworksClient } from '../../wire/networks.ts';
import type { Address } from '../address-keeper.ts';
import { Catalogue } from '../catalogue.svelte.ts';
import { Playback } from '../playback.svelte.ts';
import { Viewing } from '../viewing.svelte.ts';
import { Comparison } from './comparison.svelte.ts';
import { Dreams } from './dreams.svelte.ts';
import { LayerInquiry } from './layer-inquiry.svelte.ts';
import { NetworkExploration } from './network-exploration.svelte.ts';
import { NetworkLink } from './network-link.svelte.ts';
import { OPENING, readNetworkLink } from './network-question.ts';
import { TrainedGuess } from './trained-guess.svelte.ts';
import { UnitInquiry } from './unit-inquiry.svelte.ts';
import { UnitStage } from './unit-stage.svelte.ts';

export interface NetworkState {
  readonly client: Client;
  readonly catalogue: Catalogue;
  readonly exploration: NetworkExploration;
  readonly comparison: Comparison;
  readonly layer: LayerInquiry;
  readonly unit: UnitInquiry;
  readonly stage: UnitStage;
  readonly trained: TrainedGuess;
  /** Of the layer that is opened, and of the classes. */
  readonly dreams: { readonly layer: Dreams; readonly classes: Dreams };
  readonly playback: Playback;
  readonly viewing: Viewing;
  readonly link: NetworkLink;
}

/** The state that an address names. */
export function networkStateOf(address: Address, isCalm?: () => boolean): NetworkState {
  const opened = readNetworkLink(address.location.search);
  const client = new Client();
  const catalogue = new Catalogue(client);
  const asker = new NetworksClient();
  const exploration = new NetworkExploration({ asker, question: opened.question });
  const viewing = new Viewing();
  const link = new NetworkLink(exploration, viewing, address);
  const playback = new Playback(isCalm ? { isCalm } : {});
  link.open(opened);
  const comparison = new Comparison(exploration);
  const layer = new LayerInquiry(exploration);
  const unit = new UnitInquiry(exploration);
  const trained = new TrainedGuess(exploration);
  const dreams = { layer: new Dreams(asker), classes: new Dreams(asker) };
  const stage = new UnitStage(exploration, unit, viewing);
  return { client, catalogue, exploration, comparison, layer, unit, stage, trained, dreams, playback, viewing, link };
}

/** The first answer; a link that the server refuses is explained above the page as it opens. */
export async function beginNetwork({ exploration }: Pick<NetworkState, 'exploration'>): Promise<void> {
  await exploration.start();
  const { problem } = exploration;
  if (problem?.kind !== 'refused' || exploration.seen !== null) return;
  exploration.open(OPENING);
  await exploration.start();
  exploration.complain(`This link cannot be answered: ${problem.message} Here is the page as it opens.`, problem.field);
}
