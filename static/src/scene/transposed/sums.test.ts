import { expect, test } from 'vitest';
import { CASES, subjectOf } from '../../../tests/transposed-cases.ts';
import { SUB_STEPS } from '../../core/timeline.ts';
import { convolutionOf, kernelOf } from '../examples.ts';
import { positionsOf } from '../subject.ts';
import { gridOf } from '../volume.ts';
import { scattered } from './scatter.ts';
import { sumsOf } from './sums.ts';
import { asTransposed, channelCount, sourceCount, type TransposedSubject } from './transposed-subject.ts';
import { channelOf, isAllStamped, stampsDown, standingOf, sumsSoFar, type Walk } from './walk.ts';
import { briefly, explanation, spokenWays } from './words.ts';

const settled = (position: number) => ({ position, subStep: 'write', progress: 1 }) as const;
const outputs = (position: number): Walk => ({ over: 'outputs', moment: settled(position) });

/** 1 and 2 stamp [3, −1, 4] two cells apart: 3, −1, 4 + 6, −2, 8. */
function worked(more: Partial<Parameters<typeof convolutionOf>[0]> = {}): TransposedSubject {
  const input = gridOf([[1, 2]]);
  const geometry = { stride: [1, 2], transposed: true } as const;
  const subject = convolutionOf({ input, kernel: [[kernelOf('3,-1,4')]], geometry, ...more });
  return asTransposed(subject) ?? expect.fail();
}

test('Scattered, gathered and the number of torch are one, in digits, at every seventh cell', () => {
  const told: string[] = [];
  for (const subject of CASES.map(subjectOf)) {
    for (let position = 0; position < positionsOf(subject); position += 7) {
      const standing = standingOf(subject, outputs(position));
      const { scattered: left, gathered: right, value, agrees } = sumsOf(subject, standing, 0);
      if (left !== value || right !== value || !agrees || !standing.isDone) told.push(`${left}, ${right}, ${value}`);
    }
  }
  expect(told).toEqual([]);
});

test('Two stamps on the middle cell: 1 × 4 + 2 × 3 = 10', () => {
  const sums = sumsOf(worked(), standingOf(worked(), outputs(2)), 0);
  expect(sums.factors).toEqual(['1 × 4', '2 × 3']);
  expect([sums.products, sums.soFar, sums.value]).toEqual([['4', '6'], '10', '10']);
  expect(sums.kinds).toEqual({ value: 2, between: 1, ring: 0 });
});

test('A number that is not the sum is not passed off as one', () => {
  const subject = { ...worked(), output: gridOf([[3, -1, 11, -2, 8]]) };
  expect(sumsOf(subject, standingOf(subject, outputs(2)), 0)).toMatchObject({
    scattered: '10',
    gathered: '10',
    value: '11',
    agrees: false,
  });
});

test('What is done to a sum is told after it', () => {
  const subject = worked({ bias: [-4], activation: 'relu' });
  expect(sumsOf(subject, standingOf(subject, outputs(1)), 0)).toMatchObject({ after: '− 4, then relu', value: '0' });
});

test('Stamp by stamp the sums grow from nothing to the output, and never skip a product', () => {
  for (const given of CASES.slice(0, 10)) {
    const subject = subjectOf(given);
    const total = sourceCount(subject, 0);
    let before = 0;
    for (let position = 0; position < total; position++) {
      for (const subStep of SUB_STEPS) {
        const { counts } = sumsSoFar(subject, 0, { position, subStep, progress: 1 });
        const products = counts.reduce((sum, count) => sum + count, 0);
        expect(products).toBeGreaterThanOrEqual(before);
        before = products;
      }
    }
    const end = settled(total - 1);
    expect(isAllStamped(subject, 0, end)).toBe(true);
    expect(sumsSoFar(subject, 0, end)).toEqual(scattered(subject, 0));
  }
});

test('In both walks the same addends are down: those of the stamps before', () => {
  const walk = (position: number): Walk => ({ over: 'inputs', moment: settled(position), position: 2 });
  const after = [0, 1].map((position) => standingOf(worked(), walk(position)));
  expect(after.map(({ added, isDone }) => [added, isDone])).toEqual([
    [1, false],
    [2, true],
  ]);
  expect(sumsOf(worked(), after[0] ?? expect.fail(), 0).soFar).toBe('4');
  expect(stampsDown({ position: 1, subStep: 'add', progress: 1 })).toBe(1);
});

test('The channel drawn is the chosen one, and while stamps fall the one that stamps', () => {
  const subject = subjectOf(CASES.find(({ groups, input }) => groups === 1 && input.length === 2) ?? expect.fail());
  const first = subject.input.height * subject.input.width;
  expect(channelOf(subject, outputs(0), 1)).toBe(1);
  expect(channelOf(subject, outputs(0), 7)).toBe(channelCount(subject, 0) - 1);
  expect(channelOf(subject, { over: 'inputs', moment: settled(first), position: 0 }, 0)).toBe(1);
});

test('The explanation follows stride, padding and output padding', () => {
  const { geometry } = worked();
  expect(explanation(geometry)).toHaveLength(2);
  expect(explanation(geometry)[0]).toContain('with 1 zero between columns: hence “fractionally strided”');
  expect(briefly(geometry)).toBe(
    'Stride 1 (rows) and 2 (columns): stamps 1 row and 2 columns apart; a window over the input with 1 zero between columns.',
  );
  const even = worked({ geometry: { stride: [2, 2], transposed: true } });
  expect(explanation(even.geometry)[0]).toContain('1/2 of an input cell: hence “fractionally strided”');
  expect(briefly(even.geometry)).toContain('stamps 2 cells apart');
  const both = worked({ geometry: { stride: [3, 2], transposed: true } });
  expect(briefly(both.geometry)).toContain('with 2 zeros between rows and 1 zero between columns');
  const padded = worked({
    geometry: { stride: [2, 2], padding: [0, 1, 0, 1], outputPadding: [0, 1], transposed: true },
  });
  expect(explanation(padded.geometry)[1]).toContain('Padding 0 above, 1 right, 0 below, 1 left cuts');
  expect(explanation(padded.geometry)[2]).toContain('keeps that much more at the end');
  const plain = worked({ geometry: { transposed: true } });
  expect(explanation(plain.geometry)[0]).toContain('no zero is put between them');
});

test('Heard, both ways have one sum', () => {
  expect(spokenWays(standingOf(worked(), outputs(1)), sumsOf(worked(), standingOf(worked(), outputs(1)), 0))).toBe(
    'Row 1, column 2: 1 stamp, 1 times minus 1; scattered minus 1, gathered minus 1, output minus 1.',
  );
});
