/**
 * What the generators write for questions of every kind, as `tests/golden/code.json`: there it is checked to be what is
 * written, and `tests/test_generated_code.py` runs it against the engine. `npx vitest run code-golden -u` writes it anew.
 */
import { expect, test } from 'vitest';
import { golden } from '../../../tests/golden.ts';
import type { KernelPlane } from '../../wire/kernel.ts';
import { type Plane, readQuestion } from '../../wire/question.ts';
import { readPlane } from '../../wire/values.ts';
import { type Asked, codeFor } from './code.ts';

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

const GRID = 'grid=1,5,3,2,0;0,2,1,-1,4;4,4,6,35,1;1/3,4,6,17,-2.5';
const PAIR = 'grid=1,2,0;3,-1,4|0,1,1;2,5,-3';
const LONG = `grid=${Array.from({ length: 17 }, (_, row) => Array.from({ length: 16 }, (_, at) => (row * at) % 7)).join(';')}`;
const SIGNAL = 'grid=1,-2,3,0.5,4,0,1';
const STEREO = 'grid=1,-2,3,0.5,4|0,1,1/3,2,-1';

/** Numbers instead of a picture; of a single row, in one dimension. */
const GRIDS: readonly string[] = [
  `${GRID}&kernel=${UNEVEN}&padding=same&bias=1&activation=relu`,
  `${GRID}&kernel=1,2,1`,
  `${PAIR}&kernel=1,0;0,1|2,-1;0,1`,
  `${PAIR}&kernel=1,0;0,1`,
  `${LONG}&kernel=sobel-x`,
  `${GRID}&kernel=${UNEVEN}&transposed=1&stride=2&padding=1`,
  ...['valid', 'same', 'full', '1', '2', '0,0,0,3'].flatMap((padding) => [
    `${SIGNAL}&kernel=1,2,-1&padding=${padding}`,
    `${SIGNAL}&kernel=1,2,-1&padding=${padding}&flip=1`,
    `${SIGNAL}&kernel=1,1/2&padding=${padding}&flip=1&stride=2`,
  ]),
  `${SIGNAL}&kernel=1,2,-1,3,1,0,2,1,1&padding=full&flip=1`,
  `${SIGNAL}&kernel=1,2,-1,3,1,0,2,1,1&padding=same`,
  `${SIGNAL}&kernel=1,2,-1,3&padding=0,1`,
  `${SIGNAL}&kernel=1,2,-1,3,5&padding=0,1&flip=1`,
  `${SIGNAL}&kernel=1,2,-1&padding=0,3&flip=1`,
  `${SIGNAL}&kernel=1,2,-1&padding=0,2&border=reflect&dilation=2`,
  `${SIGNAL}&kernel=1,2,-1&padding=0,1&border=circular&stride=1,2&bias=-1/2&activation=sigmoid`,
  `${SIGNAL}&kernel=1,2,-1&dilation=1,2&padding=full&flip=1`,
  `${SIGNAL}&kernel=1,2||0,1||1,1&bias=1,0,2&stride=3&dilation=2`,
  `${SIGNAL}&kernel=1,2,-1&transposed=1&stride=2&padding=0,1&output_padding=0,1`,
  `${SIGNAL}&kernel=1,2,-1&transposed=1&stride=2&output_padding=1`,
  `${STEREO}&kernel=1,2,-1&padding=same&flip=1`,
  `${STEREO}&kernel=1,2|0,-1||3,1|1,1&bias=1,-1&activation=tanh`,
  `${STEREO}&groups=2&kernel=1,2||3,1`,
  `${STEREO}&kernel=1,2,-1&stride=2&dilation=2&padding=0,2`,
  `${STEREO}&kernel=1,2,-1&transposed=1`,
];

/** The pictures that the listings are tried on have so many rows and columns. */
const TRIED = { rows: 11, columns: 14 };

const POOLINGS: readonly string[] = [
  ...['max', 'avg', 'sum', 'min', 'l2'].flatMap((pool) => [
    `${GRID}&pool=${pool}&window=2`,
    `${GRID}&pool=${pool}&window=4,5`,
    `image=face&pool=${pool}&window=3&stride=2&padding=1`,
    `image=face&channels=rgb&pool=${pool}&window=2,3&stride=1,2&padding=1,0,0,2`,
    `image=face&channels=rgb&pool=${pool}&window=11,14`,
    `image=face&pool=${pool}&window=3&padding=2`,
  ]),
  'image=face&pool=avg&window=3&padding=1&count_padding=0',
  'image=face&channels=rgb&pool=avg&window=3,2&stride=2&padding=0,1,2,0&count_padding=0',
  'image=face&pool=avg&window=2&count_padding=0',
  'image=face&pool=max&window=2&dilation=3&stride=1',
  'image=face&channels=rgb&pool=min&window=3,2&dilation=2,1&padding=same',
  'image=face&pool=max&window=1,7',
  'image=face&pool=avg&window=11,2',
  'image=face&pool=max&window=3&stride=1&padding=same',
  `${PAIR}&pool=avg&window=2&stride=1`,
  `${LONG}&pool=max&window=4`,
];

function planeOf(plane: KernelPlane): Plane {
  if (plane.kind === 'written') return plane.rows;
  const rows = NAMED[plane.name];
  if (!rows) throw new RangeError(`${plane.name} is not in the golden file of kernels.`);
  return readPlane(rows.map((row) => row.join()).join(';'), 31, 'kernel');
}

function written(query: string) {
  const asked = query.includes('pool=') ? pooling(query) : convolution(query);
  const code = (language: 'pytorch' | 'scipy' | 'keras') => codeFor(language, asked, '')?.split('\n') ?? null;
  return { query, pytorch: code('pytorch'), scipy: code('scipy'), keras: code('keras') };
}

function convolution(query: string): Asked {
  const question = readQuestion(query, 'convolution');
  return { question, weights: question.kernel.map((filter) => filter.map(planeOf)) };
}

function pooling(query: string): Asked {
  const question = readQuestion(query, 'pooling');
  const grid = question.subject.kind === 'grid' ? question.subject.grid[0] : null;
  return { question, input: grid ? { rows: grid.length, columns: grid[0]?.length ?? 1 } : TRIED };
}

test('the code of the golden file is the code that is written', async () => {
  const text = `${JSON.stringify([...QUERIES.map((query) => `image=face&${query}`), ...GRIDS, ...POOLINGS].map(written), null, 1)}\n`;
  await expect(text).toMatchFileSnapshot('../../../../tests/golden/code.json');
});
