/**
 * What is written for networks of every kind of layer, as `tests/golden/network-code.json`: there it is checked to be what
 * is written, and `tests/test_network_code.py` runs it. `npx vitest run network-code -u` writes it anew.
 */
import { expect, test } from 'vitest';
import { readEdits } from '../../wire/edits.ts';
import { kerasOf } from './keras.ts';
import { pytorchEdits, pytorchOf } from './pytorch.ts';

const conv = (filters: number, kernel: number[], more = {}) => ({
  ...{ type: 'conv', filters, kernel, stride: [1, 1], padding: [0, 0, 0, 0], dilation: [1, 1], groups: 1, bias: true },
  ...more,
});
const pool = (kind: string, more = {}) => ({
  ...{ type: 'pool', kind, window: [2, 2], stride: null, padding: 'valid', ceil: false, count_padding: true },
  ...more,
});
const relu = { type: 'activation', function: 'relu' };
const flatten = { type: 'flatten' };

/** The layers, their names and what is changed in them, and the shapes from the input on. */
const NETWORKS = {
  lecture: {
    names: ['input', 'conv1', 'relu1', 'pool1', 'flatten1', 'linear1'],
    edit: 'conv1:3=0|conv1:5,0=0,1,0;1,-4,1;0,1,0|pool1:7=0|linear1:2=0',
    layers: [
      conv(32, [3, 3], { padding: 'same' }),
      relu,
      pool('max'),
      flatten,
      { type: 'linear', units: 10, bias: true },
    ],
    shapes: [[1, 28, 28], [32, 28, 28], [32, 28, 28], [32, 14, 14], [6272], [10]],
  },
  uneven: {
    names: `input conv1 norm1 tanh1 conv2 pool1 leaky-relu1 flatten1 dropout1 linear1 softmax1`.split(' '),
    edit: 'input:1=0|conv2:7,2=1,2,3;4,5,6;7,8,9.5|norm1:0=0',
    layers: [
      conv(6, [5, 3], { stride: [2, 1], padding: [2, 1, 2, 1], bias: false }),
      { type: 'batch-norm', epsilon: 1e-5, momentum: 0.1 },
      { type: 'activation', function: 'tanh' },
      conv(8, [3, 3], { padding: [2, 2, 2, 2], dilation: [2, 2], groups: 2 }),
      pool('avg', { window: [3, 3], stride: [2, 2], padding: [1, 1, 1, 1] }),
      { type: 'activation', function: 'leaky-relu' },
      flatten,
      { type: 'dropout', rate: 0.25 },
      { type: 'linear', units: 4, bias: false },
      { type: 'activation', function: 'softmax' },
    ],
    shapes: [
      ...[
        [2, 16, 16],
        [6, 8, 16],
        [6, 8, 16],
        [6, 8, 16],
        [8, 8, 16],
        [8, 4, 8],
        [8, 4, 8],
      ],
      ...[[256], [256], [4], [4]],
    ],
  },
  blocks: {
    names: `input stage-1.conv1 stage-1.relu1 stage-2.conv1 stage-2.relu1 pool1 flatten1 linear1`.split(' '),
    edit: 'stage-2.conv1:1,3=1,0,-1;2,0,-2;1,0,-1|stage-1.relu1:2=0',
    layers: [
      { name: 'stage', type: 'block', repeat: 2, layers: [conv(4, [3, 3], { padding: [1, 1, 1, 1] }), relu] },
      { type: 'global-pool', kind: 'avg' },
      flatten,
      { type: 'linear', units: 3, bias: true },
    ],
    shapes: [[3, 8, 8], [4, 8, 8], [4, 8, 8], [4, 8, 8], [4, 8, 8], [4, 1, 1], [4], [3]],
  },
};

test('networks of every kind of layer are written as the golden file has it', async () => {
  const listings = Object.entries(NETWORKS).map(([name, { layers, names, edit, shapes }]) => {
    const architecture = { input: shapes[0] as number[], layers };
    const entries = shapes.map((output_shape, at) => ({
      name: names[at] as string,
      type: '',
      inputs: [],
      output_shape,
    }));
    const edited = pytorchEdits(readEdits(edit), entries);
    const code = { pytorch: pytorchOf(architecture, entries), keras: kerasOf(architecture, entries) };
    const [pytorch, keras] = [code.pytorch?.split('\n'), code.keras?.split('\n')];
    return { name, architecture, shapes, pytorch, keras, edit, edited };
  });
  const text = `${JSON.stringify(listings, null, 1)}\n`;
  await expect(text).toMatchFileSnapshot('../../../../tests/golden/network-code.json');
});

test('where Keras has nothing that does the same, there is no code rather than a wrong one', () => {
  const of = (layer: object, made: number[]) =>
    kerasOf({ input: [1, 8, 8], layers: [layer] }, [{ output_shape: [1, 8, 8] }, { output_shape: made }]);
  expect(of(conv(1, [3, 3], { stride: [2, 2], dilation: [2, 2] }), [1, 2, 2])).toBeNull();
  expect(of(pool('max', { padding: [1, 1, 1, 1] }), [1, 5, 5])).toBeNull();
  expect(of(pool('avg', { padding: [1, 1, 1, 1], count_padding: false }), [1, 5, 5])).toBeNull();
  expect(of({ type: 'residual', body: [] }, [1, 8, 8])).toBeNull();
  expect(of(pool('max'), [1, 4, 4])).toContain('layers.MaxPooling2D(2),  # 4 × 4 × 1');
});
