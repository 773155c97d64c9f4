/** How numbers are made where none are typed. It stands in the link's view, so that every seat has the same. */
import { FILLINGS, type FilledPlane, type Filling, filled } from '../../core/fillings.ts';
import { numberOf } from '../../core/numbers.ts';
import type { Plane } from '../../wire/question.ts';

export interface Recipe {
  readonly seed: number;
  readonly input: Filling;
  readonly weights: Filling;
}

/** The names of the view options: `view=seed=7;numbers=0-9;weights=ones`. */
export const SEED = 'seed';
const NAMES = { input: 'numbers', weights: 'weights' } as const;
const USUAL: Recipe = { seed: 1, input: '0-3', weights: '0-3' };
const LARGEST_SEED = 999_999;

interface Options {
  get(name: string): string | undefined;
  set(name: string, value: string | null): void;
}

/** The recipe of a link; what it does not say, or says wrongly, is as usual. */
export function recipeOf(options: Pick<Options, 'get'>): Recipe {
  const filling = (of: 'input' | 'weights'): Filling =>
    FILLINGS.find((one) => one === options.get(NAMES[of])) ?? USUAL[of];
  return {
    seed: seedOf(options.get(SEED) ?? '') ?? USUAL.seed,
    input: filling('input'),
    weights: filling('weights'),
  };
}

export function keepRecipe(options: Options, recipe: Recipe): void {
  options.set(SEED, recipe.seed === USUAL.seed ? null : `${recipe.seed}`);
  for (const of of ['input', 'weights'] as const) options.set(NAMES[of], recipe[of] === USUAL[of] ? null : recipe[of]);
}

/** A typed seed, or null where it is none. */
export function seedOf(text: string): number | null {
  return /^[0-9]{1,6}$/.test(text) && Number(text) <= LARGEST_SEED ? Number(text) : null;
}

export function nextSeed({ seed }: Recipe): number {
  return seed === LARGEST_SEED ? 0 : seed + 1;
}

/** A plane of the recipe's numbers. */
export function planeOf(recipe: Recipe, place: FilledPlane): Plane {
  return filled(recipe[place.of], recipe.seed, place).map((row) => row.map(numberOf));
}
