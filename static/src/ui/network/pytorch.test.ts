import { expect, test } from 'vitest';
import { readEdits } from '../../wire/edits.ts';
import { pytorchEdits, pytorchOf } from './pytorch.ts';

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

test('changes are lines of code after the network, each by its place in the row', () => {
  const entries = [entry('input', 1, 28, 28), entry('conv1', 8, 26, 26), entry('relu1', 8, 26, 26)];
  const lines = pytorchEdits(readEdits('conv1:3,0=1,0.5;-2,0|relu1:2=0|input:0=0'), entries);
  expect(lines.slice(4)).toEqual([
    'network[0].weight.data[3, 0] = torch.tensor([[1, 0.5], [-2, 0]])  # conv1',
    'network[1].register_forward_hook(lambda module, given, made: made.index_fill(1, torch.tensor([2]), 0))  # relu1',
    'network.register_forward_pre_hook(lambda module, given: (given[0].index_fill(1, torch.tensor([0]), 0),))  # input',
  ]);
  expect(pytorchEdits([], entries)).toEqual([]);
});
