/** How the page opens, the twin of `app/pages/arithmetic.py`: the numbers of seed 1. */
import type { Opening } from '../../state/link.svelte.ts';
import { QuestionError } from '../../wire/query.ts';

export const ARITHMETIC: Opening = {
  text: 'grid=3,1,2,3,1;0,3,3,0,2;1,1,2,0,2;0,3,3,3,3;0,3,1,0,3&kernel=3,1,1;1,1,0;0,1,3',
  require: ({ subject }) => {
    if (subject.kind === 'image') {
      throw new QuestionError('This page looks at written grids; a picture is at home on /kernels.', 'image');
    }
  },
};
