import { expect, test } from 'vitest';
import { makeGeometry, outputShape } from '../../core/geometry.ts';
import { numberOf } from '../../core/numbers.ts';
import { convolutionOf, kernelOf } from '../../scene/examples.ts';
import { gridOf, volumeOf } from '../../scene/volume.ts';
import { writeKernel } from '../../wire/kernel.ts';
import { type ConvolutionQuestion, readQuestion, writeQuestion } from '../../wire/question.ts';
import { isOnes, turnedRound, turnRefusal, withOnes } from './turn-round.ts';

function asked(query: string): ConvolutionQuestion {
  return readQuestion(query, 'convolution');
}

function range(height: number, width: number): number[][] {
  return Array.from({ length: height }, (_, row) =>
    Array.from({ length: width }, (__, column) => row * width + column),
  );
}

test('Turned round, every small convolution leads back to the shape that it came from', () => {
  for (const n of [3, 4, 5, 6, 7]) {
    for (const k of [1, 2, 3]) {
      for (const stride of [1, 2, 3]) {
        for (const pad of [0, 1, 2]) {
          const padding = [pad, pad, pad, pad] as const;
          const plane = Array.from({ length: k }, () => Array.from({ length: k }, () => numberOf(1)));
          const geometry = { stride: [stride, stride], padding } as const;
          const subject = convolutionOf({ input: gridOf(range(n, n)), kernel: [[plane]], geometry });
          const turned = turnedRound(asked('grid=1&kernel=1'), subject);
          const more = turned.outputPadding ?? expect.fail();
          const back = makeGeometry({
            ...geometry,
            kernel: [k, k],
            outputPadding: [more.rows, more.columns],
            transposed: true,
          });
          expect(outputShape(back, subject.output.height, subject.output.width)).toEqual([n, n]);
        }
      }
    }
  }
});

test('The output becomes the input, and what follows a sum is left out', () => {
  const subject = convolutionOf({ input: gridOf([[1, 2, 3]]), kernel: [[kernelOf('1,1')]], bias: [0.5] });
  const question = asked('grid=1,2,3&kernel=1,1&bias=0.5&activation=relu&border=replicate');
  expect(writeQuestion({ ...question, ...turnedRound(question, subject) })).toBe(
    'grid=3.5,5.5&kernel=1,1&transposed=1',
  );
});

test('Filters and channels change places, within their groups', () => {
  const turned = (kernel: string, groups: number): string => {
    const question = asked(`grid=1|1&kernel=${kernel}&groups=${groups}`);
    const subject = convolutionOf({ input: gridOf([[1]], [[1]]), kernel: [[kernelOf('1')]] });
    return writeKernel(turnedRound(question, subject).kernel ?? expect.fail());
  };
  expect(turned('1|2||3|4||5|6', 1)).toBe('1|3|5||2|4|6');
  expect(turned('1||2||3||4', 2)).toBe('1|2||3|4');
  expect(turned('sobel-x', 1)).toBe('sobel-x');
});

test('An output that no link can write is refused in words', () => {
  const small = convolutionOf({ input: gridOf([[1]]), kernel: [[kernelOf('1')]] });
  const output = volumeOf([new Float32Array(65)], 1, 65);
  expect(turnRefusal(small)).toBeNull();
  expect(turnRefusal({ ...small, output })).toBe(
    'Only grids of up to 64 × 64 can be turned round; this output is 1 × 65.',
  );
});

test('Ones keep every shape', () => {
  const kernel = kernelOf('1,2;3,4');
  const subject = convolutionOf({
    input: gridOf([[5, 6, 7]]),
    kernel: [[kernel]],
    geometry: { transposed: true, stride: [2, 2] },
  });
  const question = asked('grid=5,6,7&kernel=1,2;3,4&stride=2&transposed=1&bias=3');
  expect(isOnes(subject)).toBe(false);
  expect(writeQuestion({ ...question, ...withOnes(question, subject) })).toBe(
    'grid=1,1,1&kernel=1,1;1,1&stride=2&transposed=1&values=min-max',
  );
  expect(isOnes({ ...subject, input: gridOf([[1, 1, 1]]), kernel: [[kernelOf('1,1')]] })).toBe(true);
});
