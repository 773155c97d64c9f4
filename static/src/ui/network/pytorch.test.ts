import { expect, test } from 'vitest';
import { pytorchOf } from './pytorch.ts';

const entry = (name: string, ...output_shape: number[]) => ({ name, type: '', inputs: [], output_shape });

test("the lecture's network is a Sequential with its shapes beside it", () => {
  const layers = [
    {
      type: 'conv',
      filters: 32,
      kernel: [3, 3],
      stride: [1, 1],
      padding: 'same',
      dilation: [1, 1],
      groups: 1,
      bias: true,
    },
    { type: 'activation', function: 'relu' },
    { type: 'pool', kind: 'max', window: [2, 2], stride: null, padding: 'valid', ceil: false },
    { type: 'flatten' },
    { type: 'linear', units: 10, bias: true },
  ];
  const entries = [
    entry('input', 1, 28, 28),
    entry('conv1', 32, 28, 28),
    entry('relu1', 32, 28, 28),
    entry('pool1', 32, 14, 14),
    entry('flatten1', 6272),
    entry('linear1', 10),
  ];
  expect(pytorchOf({ input: [1, 28, 28], layers }, entries)?.split('\n')).toEqual([
    'from torch import nn',
    '',
    'network = nn.Sequential(',
    '    nn.Conv2d(1, 32, 3, padding="same"),  # 32 × 28 × 28',
    '    nn.ReLU(),  # 32 × 28 × 28',
    '    nn.MaxPool2d(2),  # 32 × 14 × 14',
    '    nn.Flatten(),  # 6272',
    '    nn.Linear(6272, 10),  # 10',
    ')',
  ]);
});

test('skips are more than a row of layers: no code rather than a wrong one', () => {
  const layers = [{ type: 'residual', body: [] }];
  expect(pytorchOf({ input: [1, 4, 4], layers }, [entry('input', 1, 4, 4), entry('add', 1, 4, 4)])).toBeNull();
});
