/** What the network says as it was trained, beside what it says as it is now: asked once for each picture, and kept. */
import type { Prediction } from '../../wire/network-answers.ts';
import { keyOfShown, type Picture, type Shown } from '../../wire/networks.ts';
import type { NetworkExploration } from './network-exploration.svelte.ts';
import { Pursuit } from './pursuit.ts';
import type { Guessed, Sitting } from './sitting.ts';

export class TrainedGuess {
  #known = $state.raw<{ readonly key: string; readonly prediction: Prediction } | null>(null);
  readonly #pursuit: Pursuit<Sitting, Prediction>;

  constructor(network: Pick<NetworkExploration, 'asker' | 'report'>) {
    this.#pursuit = new Pursuit(
      ({ description, shown }) => network.asker.prediction(description.name, shown),
      (sitting, prediction) => this.#keep(sitting, prediction),
      (error) => network.report(error),
    );
  }

  /** Of the picture that this guess is about; null where nothing is changed in the network, or it is on its way. */
  beside(guessed: Guessed | null): Prediction | null {
    return guessed?.shown.edit && this.#known?.key === keyOf(guessed) ? this.#known.prediction : null;
  }

  /** An answer of the network as trained is kept; for another one, its picture is asked about, if it is kept anywhere. */
  follow(guessed: Guessed | null): void {
    if (!guessed || guessed.shown.kind === 'frame' || this.#known?.key === keyOf(guessed)) return;
    if (guessed.shown.edit) void this.#pursuit.want({ ...guessed, shown: pictureOf(guessed.shown) });
    else this.#keep(guessed, guessed.prediction);
  }

  #keep(sitting: Sitting, prediction: Prediction): void {
    this.#known = { key: keyOf(sitting), prediction };
  }
}

function pictureOf(shown: Shown): Picture {
  if (shown.kind === 'frame') return { kind: 'frame', frame: shown.frame };
  return shown.kind === 'image' ? { kind: 'image', image: shown.image } : { kind: 'grid', grid: shown.grid };
}

function keyOf({ description, shown }: Sitting): string {
  return `${description.name} ${keyOfShown(pictureOf(shown))}`;
}
