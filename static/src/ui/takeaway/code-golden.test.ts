/**
 * What the generators write for questions of every kind, as `tests/golden/code.json`: there it is checked to be what is
 * written, and `tests/test_generated_code.py` runs it against the engine. `npx vitest run code-golden -u` writes it anew.
 */
import { expect, test } from 'vitest';
import { golden } from '../../../tests/golden.ts';
import type { KernelPlane } from '../../wire/kernel.ts';
import { type Plane, readQuestion } from '../../wire/question.ts';
import { readPlane } from '../../wire/values.ts';
import { codeFor } from './code.ts';

const NAMED = golden<{ named: Record<string, string[][]> }>('kernels').named;
const BLUR = '1/9,1/9,1/9;1/9,1/9,1/9;1/9,1/9,1/9';
const UNEVEN = '1,-2,0.5;1/3,4,-1e-2';
const MIXED = '1,2;3,4|0,-1;1/7,2|5,0;0,-5||1,0;0,0|0,1;0,0|0,0;1,0.25';
const THREE = '1,0,-1||1,2,1||-1/2,0,1/2';

/** One thing at a time, then several that could get in each other's way. */
const QUERIES: readonly string[] = [
  `kernel=${UNEVEN}`,
  'kernel=sobel-x',
  `kernel=${BLUR}`,
  `kernel=${UNEVEN}&flip=1`,
  'kernel=1,2,3,4&padding=same',
  'kernel=1;2;3;4&padding=same&border=reflect',
  `kernel=${UNEVEN}&padding=full`,
  `kernel=${UNEVEN}&padding=full&flip=1`,
  `kernel=${UNEVEN}&padding=2`,
  `kernel=${UNEVEN}&padding=0,3`,
  `kernel=${UNEVEN}&padding=1,2,3,4`,
  `kernel=${UNEVEN}&padding=1,2,3,4&border=reflect`,
  `kernel=${UNEVEN}&padding=1,2,3,4&border=replicate`,
  `kernel=${UNEVEN}&padding=1,2,3,4&border=circular`,
  'kernel=sobel-y&padding=same&border=replicate',
  'kernel=gaussian-5&padding=same&border=reflect',
  `kernel=${UNEVEN}&stride=2`,
  `kernel=${UNEVEN}&stride=3,1`,
  `kernel=${UNEVEN}&stride=2&padding=same`,
  `kernel=${UNEVEN}&dilation=2`,
  `kernel=${UNEVEN}&dilation=1,3&padding=same`,
  `kernel=${UNEVEN}&stride=2,3&dilation=2&padding=same&border=circular&flip=1`,
  'kernel=sobel-x&bias=0.25',
  'kernel=sobel-x&bias=-1/4&activation=relu',
  'kernel=sobel-x&activation=leaky-relu',
  'kernel=sobel-x&activation=sigmoid',
  'kernel=sobel-x&activation=tanh',
  'kernel=sobel-x&activation=abs',
  'kernel=sharpen&activation=clip',
  'kernel=laplacian-4&bias=1/2&activation=clip&padding=same&border=reflect',
  `channels=rgb&kernel=${UNEVEN}`,
  `channels=rgb&kernel=${UNEVEN}&padding=same&border=replicate&flip=1`,
  'channels=rgb&kernel=sobel-x&stride=2&bias=1/8&activation=relu',
  'channels=rgb&kernel=gaussian-3&dilation=3&stride=2&padding=2&border=circular',
  `channels=rgb&kernel=${MIXED}`,
  `channels=rgb&kernel=${MIXED}&bias=1/2,-1&activation=tanh&padding=same`,
  `channels=rgb&kernel=${MIXED}&flip=1&stride=2`,
  `channels=rgb&groups=3&kernel=${THREE}&padding=same`,
  'kernel=sobel-x||sobel-y&bias=0,1/3&padding=same',
  `kernel=${THREE}&flip=1&stride=1,2`,
  `kernel=${UNEVEN}&transposed=1`,
  `kernel=${UNEVEN}&transposed=1&stride=3,2&padding=same&bias=1`,
  `kernel=${UNEVEN}&transposed=1&stride=2&dilation=2&padding=1,0,0,2&output_padding=1&flip=1`,
  `channels=rgb&kernel=${UNEVEN}&transposed=1&stride=2`,
  `channels=rgb&kernel=${MIXED}&transposed=1&stride=2&activation=relu`,
  `channels=rgb&groups=3&kernel=${THREE}&transposed=1`,
];

function planeOf(plane: KernelPlane): Plane {
  if (plane.kind === 'written') return plane.rows;
  const rows = NAMED[plane.name];
  if (!rows) throw new RangeError(`${plane.name} is not in the golden file of kernels.`);
  return readPlane(rows.map((row) => row.join()).join(';'), 31, 'kernel');
}

function written(query: string) {
  const question = readQuestion(`image=face&${query}`, 'convolution');
  const weights = question.kernel.map((filter) => filter.map(planeOf));
  const code = (language: 'pytorch' | 'scipy' | 'keras') =>
    codeFor(language, question, weights, '')?.split('\n') ?? null;
  return { query: `image=face&${query}`, pytorch: code('pytorch'), scipy: code('scipy'), keras: code('keras') };
}

test('the code of the golden file is the code that is written', async () => {
  const text = `${JSON.stringify(QUERIES.map(written), null, 1)}\n`;
  await expect(text).toMatchFileSnapshot('../../../../tests/golden/code.json');
});
