import { expect, test } from 'vitest';
import { readKernel } from '../wire/kernel.ts';
import { writeQuestion } from '../wire/question.ts';
import { Unreachable } from '../wire/unreachable.ts';
import { Catalogue } from './catalogue.svelte.ts';

test('the lists come from a lost server as soon as it is back', async () => {
  const waits: number[] = [];
  let isLost = true;
  const catalogue = new Catalogue(
    {
      kernels: async () => ({ kernels: [], generators: [] }),
      images: async () => {
        if (isLost) throw new Unreachable();
        return { samples: [], limits: { bytes: 25, pixels: 40, sides: 5 } } as never;
      },
      steps: () => Promise.reject(new Error('Nothing has a name here.')),
    },
    async (milliseconds) => {
      waits.push(milliseconds);
      isLost = waits.length < 3;
    },
  );
  await catalogue.load();
  expect(waits).toEqual([1000, 2000, 4000]);
  expect(catalogue.limits).toMatchObject({ bytes: 25 });
});

test('a generator’s fractions stay fractions, its long decimals become those of float32', async () => {
  const asked: string[] = [];
  const catalogue = new Catalogue({
    kernels: async () => ({ kernels: [], generators: [] }),
    images: () => Promise.reject(new Error('No picture is asked for.')),
    steps: async (question) => {
      asked.push(writeQuestion(question));
      return { kernel: [[[['1/9', '0.07511360795411151', '-2']]]] } as never;
    },
  });
  const box = readKernel('box:size=3');
  const planes = await catalogue.planesOf(box);
  expect(planes[0]?.[0]?.[0]?.map(({ text }) => text)).toEqual(['1/9', '0.07511361', '-2']);
  expect(catalogue.knownPlanes(box)).toEqual(planes);
  expect(asked).toEqual(['grid=0&kernel=box:size=3&padding=same']);
});
