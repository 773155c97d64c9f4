/** What a network in training said, as any prediction is shown. */
import type { Prediction } from '../../wire/network-answers.ts';
import type { CourseFacts, Said } from '../../wire/training.ts';

const BEST = 5;

export function guessOf({ network, classes }: CourseFacts, said: Said, empty: boolean): Prediction {
  const top = said.probabilities
    .map((probability, index) => ({ index, name: classes[index] ?? `${index}`, probability }))
    .sort((one, other) => other.probability - one.probability)
    .slice(0, BEST);
  return {
    network,
    classes,
    logits: said.logits,
    probabilities: said.probabilities,
    top,
    input_image_box: null,
    empty,
  };
}
