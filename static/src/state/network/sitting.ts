/** What a page about networks asks, and what it gets: every answer is about one network and one picture. */
import type { LayerMaps, NetworkDescription, Prediction } from '../../wire/network-answers.ts';
import type { NetworksClient, Shown } from '../../wire/networks.ts';

export type NetworksAsker = Pick<
  NetworksClient,
  'list' | 'describe' | 'prediction' | 'maps' | 'several' | 'unit' | 'weights' | 'footprint'
>;

/** What a network is shown, and which network. */
export interface Sitting {
  readonly description: NetworkDescription;
  readonly shown: Shown;
}

/** A network's answer to a picture: whole, or on the way to it for the first time. */
export interface Overview extends Sitting {
  readonly maps: ReadonlyMap<string, LayerMaps>;
}

export interface Guessed extends Sitting {
  readonly prediction: Prediction;
}
