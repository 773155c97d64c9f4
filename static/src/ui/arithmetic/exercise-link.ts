/** Exercises in the link's view: `view=exercise=5;level=stride;set=2;seat=12;answer=3;revealed;marks=3r4w`. */
import { FIRST, type Posing, SUBJECTS } from './exercise.ts';
import { LEVELS } from './exercise-sizes.ts';

interface Reads {
  get(name: string): string | undefined;
}

interface Options extends Reads {
  set(name: string, value: string | null): void;
}

/** How each first answer was: right, wrong, or only looked up. */
export type Mark = 'r' | 'w';

export interface Score {
  readonly right: number;
  readonly asked: number;
}

export const LAST_EXERCISE = 99_999;
const NAMES = ['exercise', 'level', 'about', 'set', 'seats', 'seat', 'answer', 'revealed', 'marks'] as const;
const KEPT = ['level', 'about', 'seed', 'seat'] as const;
const MARK = /([0-9]{1,5})([rw])/g;
/** A link has only so much room. */
const MOST_MARKS = 60;

/** The exercise that a link poses; null where it poses none. */
export function posingOf(options: Reads): Posing | null {
  const number = wholeOf(options.get('exercise'), 1);
  if (number === null) return null;
  const seat = wholeOf(options.get('seat'), 1) ?? 0;
  return {
    number,
    level: LEVELS.find((level) => level === options.get('level')) ?? FIRST.level,
    about: SUBJECTS.find((about) => about === options.get('about')) ?? FIRST.about,
    seed: wholeOf(options.get('set'), 0) ?? FIRST.seed,
    seats: seat > 0 || options.get('seats') === 'own' ? 'own' : 'same',
    seat,
  };
}

/** A seat or a seed as it is typed; null where it is none. */
export function readCount(text: string, least: number): number | null {
  return wholeOf(text.trim(), least);
}

/** Pose this one, unanswered; the score goes on while level, subject, seed and seat stay. */
export function pose(options: Options, posing: Posing): void {
  const before = posingOf(options);
  const goesOn = KEPT.every((name) => before?.[name] === posing[name]);
  options.set('exercise', `${posing.number}`);
  options.set('level', posing.level === FIRST.level ? null : posing.level);
  options.set('about', posing.about === FIRST.about ? null : posing.about);
  options.set('set', posing.seed === FIRST.seed ? null : `${posing.seed}`);
  options.set('seats', posing.seats === 'own' && posing.seat === 0 ? 'own' : null);
  options.set('seat', posing.seat === 0 ? null : `${posing.seat}`);
  for (const name of ['answer', 'revealed', ...(goesOn ? [] : ['marks'])]) options.set(name, null);
}

export function leave(options: Options): void {
  for (const name of NAMES) options.set(name, null);
}

/** Only the first answer to an exercise counts. */
export function mark(options: Options, number: number, how: Mark): void {
  const marks = marksOf(options);
  if (marks.some(([marked]) => marked === number)) return;
  options.set(
    'marks',
    [...marks, [number, how] as const]
      .slice(-MOST_MARKS)
      .map((one) => one.join(''))
      .join(''),
  );
}

export function scoreOf(options: Reads): Score {
  const marks = marksOf(options);
  return { right: marks.filter(([, how]) => how === 'r').length, asked: marks.length };
}

function marksOf(options: Reads): (readonly [number: number, how: Mark])[] {
  return [...(options.get('marks') ?? '').matchAll(MARK)].map(
    ([, number, how]) => [Number(number), how as Mark] as const,
  );
}

function wholeOf(text: string | undefined, least: number): number | null {
  const number = /^[0-9]{1,5}$/.test(text ?? '') ? Number(text) : Number.NaN;
  return number >= least && number <= LAST_EXERCISE ? number : null;
}
