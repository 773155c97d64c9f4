import { describe as about, expect, test } from 'vitest';
import { golden } from '../../tests/golden.ts';
import {
  describe,
  type GeometryError,
  geometryOf,
  makeGeometry,
  membersOf,
  outputShape,
  type PaddingKeyword,
  paddingOf,
  type Range,
  TransposedWindow,
  Window,
} from './geometry.ts';

interface GoldenWindow {
  readonly size: number;
  readonly stride: number;
  readonly dilation: number;
  readonly before: number;
  readonly after: number;
}

interface GoldenGeometry {
  readonly windows: readonly {
    window: GoldenWindow;
    input: number;
    output_length: number;
    extent: number;
    spans: readonly (readonly number[])[];
    taps: readonly (readonly number[])[];
    outputs_of_input: readonly (readonly number[])[];
    inputs_of_weight: readonly (readonly number[])[];
    unreached: readonly number[];
    trailing: number;
  }[];
  readonly transposed: readonly {
    window: GoldenWindow & { output_padding: number };
    input: number;
    output_length: number;
    outputs_of_input: readonly (readonly number[])[];
    contributions: readonly (readonly (readonly [number, number])[])[];
    unreached_outputs: readonly number[];
  }[];
  readonly paddings: readonly {
    keyword: PaddingKeyword;
    size: number;
    dilation: number;
    before: number;
    after: number;
  }[];
  readonly impossible: readonly { window: GoldenWindow; input: number; message: string }[];
}

const cases = golden<GoldenGeometry>('geometry');

function upTo<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

/** Spans are written as [first, end), everything else in full. */
function ends({ start, stop }: Range): number[] {
  return [start, stop];
}

about('the engine and the browser agree on', () => {
  test.each(cases.windows)('window $window over $input cells', ({ window: given, input: n, ...expected }) => {
    const window = new Window(given);
    const outputs = window.outputLength(n);
    expect({
      output_length: outputs,
      extent: window.extent,
      spans: upTo(outputs, (i) => ends(window.span(i))),
      taps: upTo(outputs, (i) => membersOf(window.taps(i))),
      outputs_of_input: upTo(n, (j) => window.outputsOfInput(j, n)),
      inputs_of_weight: upTo(window.size, (k) => membersOf(window.inputsOfWeight(k, n))),
      unreached: window.unreached(n),
      trailing: window.trailing(n),
    }).toEqual(expected);
  });

  test.each(cases.transposed)(
    'transposed window $window over $input cells',
    ({ window: given, input: n, ...expected }) => {
      const { output_padding: outputPadding, ...rest } = given;
      const window = new TransposedWindow({ ...rest, outputPadding });
      expect({
        output_length: window.outputLength(n),
        outputs_of_input: upTo(n, (j) => window.outputsOfInput(j, n)),
        contributions: upTo(window.outputLength(n), (i) => window.contributions(i, n)),
        unreached_outputs: window.unreachedOutputs(n),
      }).toEqual(expected);
    },
  );

  test.each(cases.paddings)(
    '$keyword padding of $size taps, $dilation apart',
    ({ keyword, size, dilation, before, after }) => {
      expect(paddingOf(keyword, size, dilation)).toEqual([before, after]);
    },
  );

  test.each(cases.impossible)('refusing $window over $input cells', ({ window, input, message }) => {
    expect(() => new Window(window).outputLength(input)).toThrow(message);
  });
});

test('a 3×3 kernel with stride 2 and same padding halves 28×28', () => {
  const geometry = makeGeometry({ kernel: [3, 3], stride: [2, 2], padding: 'same' });
  expect(outputShape(geometry, 28, 28)).toEqual([14, 14]);
});

test('rows and columns have their own padding: a 3×4 kernel keeps 7×6 with top and bottom 1, left 1, right 2', () => {
  const described = describe(makeGeometry({ kernel: [3, 4], padding: 'same' }), 7, 6);
  expect(described.output).toEqual([7, 6]);
  expect(described.padding).toEqual([1, 2, 1, 1]);
});

test('transposing twice the shape comes back: 14×14 to 28×28', () => {
  const options = { kernel: [3, 3], stride: [2, 2], padding: [1, 1, 1, 1], outputPadding: [1, 1] } as const;
  expect(outputShape(makeGeometry({ ...options, transposed: true }), 14, 14)).toEqual([28, 28]);
});

test('a stride beyond the window leaves inputs unread, and says which', () => {
  const { unreached } = describe(makeGeometry({ kernel: [2, 2], stride: [3, 3] }), 7, 5);
  expect(unreached).toEqual({ rows: [2, 5, 6], columns: [2] });
});

test('what the server describes makes the same geometry again', () => {
  const described = describe(makeGeometry({ kernel: [3, 2], stride: [2, 1], dilation: [1, 2], padding: 'full' }), 9, 8);
  expect(described).toMatchObject({
    output: [6, 10],
    extent: [3, 3],
    stride: [2, 1],
    dilation: [1, 2],
    padding: [2, 2, 2, 2],
  });
  expect(describe(geometryOf(described), 9, 8)).toEqual(described);
});

test('every refusal names the parameter to mend', () => {
  const field = (make: () => unknown): string => {
    try {
      make();
    } catch (error) {
      return (error as GeometryError).field;
    }
    return 'nothing was refused';
  };
  expect(field(() => new Window({ size: 0 }))).toBe('kernel');
  expect(field(() => new Window({ size: 1, stride: 0 }))).toBe('stride');
  expect(field(() => new Window({ size: 1, dilation: 0 }))).toBe('dilation');
  expect(field(() => new Window({ size: 1, before: -1 }))).toBe('padding');
  expect(field(() => new Window({ size: 5 }).outputLength(3))).toBe('kernel');
  expect(field(() => new TransposedWindow({ size: 2, outputPadding: 1 }))).toBe('output_padding');
  expect(field(() => new TransposedWindow({ size: 1, before: 1 }).outputLength(1))).toBe('padding');
  expect(field(() => makeGeometry({ kernel: [1, 1], outputPadding: [1, 0] }))).toBe('output_padding');
});

test('each output of each input is one whose taps hold that input', () => {
  const window = new Window({ size: 4, stride: 3, dilation: 2, before: 2, after: 3 });
  const n = 17;
  const outputs = upTo(window.outputLength(n), (i) => i);
  for (let j = 0; j < n; j++) {
    const reading = outputs.filter((i) => membersOf(window.taps(i)).includes(j));
    expect(window.outputsOfInput(j, n)).toEqual(reading);
  }
});

test('scatter and gather of a transposed window tell the same pairs', () => {
  const window = new TransposedWindow({ size: 3, stride: 2, dilation: 2, before: 1, after: 2, outputPadding: 1 });
  const n = 5;
  const scattered = upTo(n, (j) => window.outputsOfInput(j, n).map((i) => `${j}→${i}`)).flat();
  const gathered = upTo(window.outputLength(n), (i) => window.contributions(i, n).map(([j]) => `${j}→${i}`)).flat();
  expect(gathered.sort()).toEqual(scattered.sort());
});
