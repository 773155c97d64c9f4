import { expect, test } from 'vitest';
import { toggled } from './edits.ts';
import { askerOf } from './fixtures.ts';
import { NetworkExploration } from './network-exploration.svelte.ts';
import { OPENING } from './network-question.ts';
import { TrainedGuess } from './trained-guess.svelte.ts';

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

async function begun(edit = OPENING.edit) {
  const asker = askerOf();
  const exploration = new NetworkExploration({ asker, question: { ...OPENING, network: 'small', edit } });
  await exploration.start();
  const trained = new TrainedGuess(exploration);
  trained.follow(exploration.guessed);
  await settled();
  return { asker, exploration, trained };
}

test('what was said before the first change is kept, and nothing is asked for it', async () => {
  const { asker, exploration, trained } = await begun();
  expect(trained.beside(exploration.guessed)).toBeNull();
  const before = exploration.prediction;
  exploration.setEdits(toggled([], 'conv1', 0));
  await settled();
  trained.follow(exploration.guessed);
  expect(trained.beside(exploration.guessed)).toBe(before);
  expect(asker.asked.filter((one) => one.startsWith('prediction'))).toEqual([
    'prediction small image=three',
    'prediction small image=three&edit=conv1:0=0',
  ]);
});

test('a link that opens with changes asks once what the trained network says', async () => {
  const { asker, exploration, trained } = await begun(toggled([], 'conv1', 0));
  expect(trained.beside(exploration.guessed)?.logits).toEqual([0, 4]);
  exploration.setEdits(toggled(exploration.question.edit, 'conv1', 1));
  await settled();
  trained.follow(exploration.guessed);
  await settled();
  expect(asker.asked.filter((one) => one === 'prediction small image=three')).toHaveLength(1);
});

test('of another picture nothing is said until the trained network has seen it too', async () => {
  const { exploration, trained } = await begun(toggled([], 'conv1', 0));
  exploration.setImage('cat');
  await settled();
  expect(trained.beside(exploration.guessed)).toBeNull();
  trained.follow(exploration.guessed);
  await settled();
  expect(trained.beside(exploration.guessed)?.logits).toEqual([0, 6]);
});
