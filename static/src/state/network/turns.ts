/** Where one goes from a question about a network: to another network, or to the other side of a comparison. */
import { UNEDITED } from '../../wire/edits.ts';
import type { NetworkEntry } from '../../wire/network-answers.ts';
import { type NetworkQuestion, writeNetworkLink } from './network-question.ts';

/** What is shown to a network that nothing else is shown to. */
const DRAWING = 'three';
const PHOTOGRAPH = 'cat';

/** Another network keeps the picture, where it is one for it; the opened layer is closed. */
export function toNetwork(
  question: NetworkQuestion,
  network: string,
  entries: readonly NetworkEntry[],
): Partial<NetworkQuestion> {
  const kindOf = (name: string) => entries.find((entry) => entry.name === name)?.prepares;
  const isOther = kindOf(network) !== kindOf(question.network);
  const isOurs = question.image === DRAWING || question.image === PHOTOGRAPH;
  const image = isOther && isOurs ? (kindOf(network) === 'drawing' ? DRAWING : PHOTOGRAPH) : question.image;
  return { network, image, layer: null, unit: null, edit: UNEDITED };
}

/** What is compared changes places, and a layer of what has been B is opened. */
export function exchanged(
  { network, image, against }: NetworkQuestion,
  layer: string | null,
): Partial<NetworkQuestion> {
  if (against?.kind === 'image') return { image: against.image, against: { kind: 'image', image } };
  if (against?.kind !== 'network') return {};
  return {
    network: against.network,
    layer,
    unit: null,
    edit: UNEDITED,
    against: { kind: 'network', network },
  };
}

/** What every answer depends on, whatever is opened. */
export function askedOf(question: NetworkQuestion): string {
  return writeNetworkLink({ ...question, layer: null, unit: null, against: null });
}
