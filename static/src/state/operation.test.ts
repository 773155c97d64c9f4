import { expect, test } from 'vitest';
import { golden } from '../../tests/golden.ts';
import { readQuestion } from '../wire/question.ts';
import { type Filters, filtersFor, lookFor, outputScaleFor } from './operation.ts';

interface Looked {
  readonly about: string;
  readonly query: string;
  readonly shown: string;
  readonly together: boolean;
}

function asked(query: string) {
  const question = readQuestion(query, 'convolution');
  const { subject, groups } = question;
  const planes = question.kernel.map((filter) => filter.map((plane) => (plane.kind === 'written' ? plane.rows : [])));
  const channels = subject.kind === 'grid' ? subject.grid.length : subject.channels === 'rgb' ? 3 : 1;
  const filters: Filters = filtersFor(planes, groups, channels);
  return { question, filters };
}

test.each(golden<Looked[]>('look'))('the page shows values as the server’s PNG does: $about', (one) => {
  const { question, filters } = asked(one.query);
  expect(lookFor(question, filters)).toEqual({ shown: one.shown, together: one.together });
});

test('signed colours are grey about the middle, signed maps blue and orange', () => {
  const scale = (together: boolean) => outputScaleFor({ shown: 'signed', together }, [-1, 2], [0, 1]);
  expect([scale(true).colourOf(0), scale(true).colourOf(2)]).toEqual([
    [128, 128, 128],
    [255, 255, 255],
  ]);
  expect([scale(false).colourOf(0), scale(false).colourOf(2)]).toEqual([
    [255, 255, 255],
    [179, 78, 0],
  ]);
});
