/** How the page opens, the twin of `app/pages/pooling_cases.py`: the first lecture's grid. */
import type { Opening } from '../../state/link.svelte.ts';
import type { PoolingQuestion } from '../../wire/question.ts';

export const OPENING: Opening<PoolingQuestion> = {
  op: 'pooling',
  text: 'grid=1,5,3,2;0,2,1,1;4,4,6,35;4,4,6,17&pool=max&window=2',
};
