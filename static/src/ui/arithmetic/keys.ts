/** What a lecture changes without a mouse: each key goes to the next choice that makes a shape, and round again. */
import { placeOf, positionOf } from '../../scene/subject.ts';
import { CELL_STYLES, cellStyleOf } from '../../scene/writing.ts';
import type { Command } from '../../state/commands.ts';
import type { Exploration } from '../../state/exploration.svelte.ts';
import type { Playback } from '../../state/playback.svelte.ts';
import type { Viewing } from '../../state/viewing.svelte.ts';
import type { ConvolutionQuestion, Padding } from '../../wire/question.ts';
import { reachOfPair } from '../kernel/shape-limits.ts';
import { refusalOfShape } from './knobs.ts';
import { keepRecipe, nextSeed, recipeOf } from './recipe.ts';
import { type Exercise, refilled, shapeOf } from './shape.ts';
import { withTransposed } from './transposing.ts';

export const LARGEST_STEP = 6;
const PADDINGS = ['valid', 'same', 'full'] as const;

export function lectureKeys(exploration: Exploration, playback: Playback, viewing: Viewing): Command[] {
  const exercise = (): Exercise => ({ question: exploration.question, planes: exploration.planes ?? [] });
  const key = (name: string, label: string, letter: string, change: () => Partial<ConvolutionQuestion>): Command => ({
    name,
    label,
    keys: [letter],
    group: 'change',
    perform: () => exploration.change(change()),
    onFigure: true,
  });
  return [
    key('stride', 'Next stride', 's', () => nextPair('stride', exercise())),
    key('dilation', 'Next dilation', 'd', () => nextPair('dilation', exercise())),
    key('padding', 'Next padding: valid, same, full', 'a', () => nextPadding(exercise())),
    key('transposed', 'Transposed or not', 't', () => {
      const now = exercise();
      return withTransposed(now, !now.question.transposed) ?? {};
    }),
    key('flip', 'Turn the kernel by 180°', 'k', () => ({ flip: !exploration.question.flip })),
    key('new-numbers', 'New numbers', 'n', () => newNumbers(exercise(), viewing)),
    {
      name: 'next-map',
      label: 'Next map of the output',
      keys: ['m'],
      group: 'view',
      perform: () => {
        const { subject } = exploration;
        const place = subject && placeOf(subject, playback.position);
        if (place)
          playback.pin(positionOf(subject, { ...place, filter: (place.filter + 1) % subject.output.planes.length }));
      },
      onFigure: true,
    },
    {
      name: 'cells',
      label: 'Numbers, letters or colours',
      keys: ['l'],
      group: 'view',
      perform: () => viewing.set('cells', nextStyle(viewing)),
      onFigure: true,
    },
  ];
}

/** All numbers of the next seed. */
export function newNumbers(exercise: Exercise, viewing: Viewing): Partial<ConvolutionQuestion> {
  const recipe = recipeOf(viewing);
  const next = { ...recipe, seed: nextSeed(recipe) };
  keepRecipe(viewing, next);
  return { ...refilled(exercise, 'input', next), ...refilled(exercise, 'weights', next) };
}

function nextPair(name: 'stride' | 'dilation', exercise: Exercise): Partial<ConvolutionQuestion> {
  const { height, width, kernelHeight, kernelWidth } = shapeOf(exercise);
  const limits = [1, LARGEST_STEP] as const;
  const [low, high] = reachOfPair(name, exercise.question, [height, width], [kernelHeight, kernelWidth], limits);
  const { rows } = exercise.question[name];
  const value = rows < high ? rows + 1 : low;
  return { [name]: { rows: value, columns: value } };
}

function nextPadding(exercise: Exercise): Partial<ConvolutionQuestion> {
  const { question } = exercise;
  const now = question.padding.kind === 'keyword' ? PADDINGS.indexOf(question.padding.keyword) : -1;
  const ways = PADDINGS.map((_, index): Padding => {
    const keyword = PADDINGS[(now + 1 + index) % PADDINGS.length] ?? 'valid';
    return { kind: 'keyword', keyword };
  });
  const padding = ways.find((way) => refusalOfShape(shapeOf(exercise), { ...question, padding: way }) === null);
  return padding ? { padding } : {};
}

function nextStyle(viewing: Viewing): string | null {
  const next = (CELL_STYLES.indexOf(cellStyleOf(viewing.get('cells'))) + 1) % CELL_STYLES.length;
  return next === 0 ? null : (CELL_STYLES[next] ?? null);
}
