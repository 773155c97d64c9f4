import type { Activation } from '../../wire/question.ts';
import { torchInput } from './input.ts';
import { isOne, isPadded, type Plan, pairText } from './plan.ts';
import { call, lines, nested, textsOf } from './python.ts';

const ACTIVATIONS: Readonly<Record<Activation, string>> = {
  none: '',
  relu: 'y = torch.relu(y)',
  'leaky-relu': 'y = F.leaky_relu(y, 0.01)',
  sigmoid: 'y = torch.sigmoid(y)',
  tanh: 'y = torch.tanh(y)',
  abs: 'y = y.abs()',
  clip: 'y = y.clamp(0, 1)',
};

/** The question in PyTorch, whose convolutions pad with zeros alike on opposite sides; anything else is padded first. */
export function pytorch(plan: Plan): string {
  const { channels, isDepthwise, isRow, flip, activation } = plan;
  const weights = plan.weights.map((planes) => planes.map((plane) => textsOf(plane, isRow)));
  return lines([
    'import torch',
    'import torch.nn.functional as F',
    '',
    torchInput(plan),
    `weights = torch.tensor(${nested(weights, 23)}, dtype=torch.float32)`,
    isDepthwise &&
      `weights = weights.repeat(${channels}, 1, ${isRow ? '1' : '1, 1'})  # the same kernel for each channel`,
    flip &&
      `weights = weights.flip(${isRow ? '-1' : '-2, -1'})  # true convolution turns the kernel ${isRow ? 'round' : 'by 180°'}`,
    ...(plan.transposed ? spread(plan) : slid(plan)),
    activation !== 'none' && ACTIVATIONS[activation],
  ]);
}

function slid(plan: Plan): (string | false)[] {
  const { sides, border, stride, dilation, isRow } = plan;
  const { top, right, bottom, left } = sides;
  const isOwn = border === 'zeros' && top === bottom && left === right;
  const mode = border === 'zeros' ? '' : `, mode="${border}"`;
  return [
    isPadded(sides) &&
      !isOwn &&
      (isRow
        ? `x = F.pad(x, (${left}, ${right})${mode})  # left, right`
        : `x = F.pad(x, (${left}, ${right}, ${top}, ${bottom})${mode})  # left, right, top, bottom`),
    `y = ${call(isRow ? 'F.conv1d' : 'F.conv2d', [
      'x',
      'weights',
      biasText(plan),
      !isOne(stride) && `stride=${pairText(stride)}`,
      isPadded(sides) && isOwn && `padding=${isRow ? left : pairText({ rows: top, columns: left })}`,
      !isOne(dilation) && `dilation=${pairText(dilation)}`,
      groupsText(plan),
    ])}`,
  ];
}

/** Transposed: torch wants [input channels, filters of a group], and cuts alike on opposite sides, so we cut after. */
function spread(plan: Plan): (string | false)[] {
  const { sides, stride, dilation, outputPadding, isRow } = plan;
  const groups = plan.isDepthwise ? plan.channels : plan.groups;
  const { top, right, bottom, left } = sides;
  const turned =
    groups === 1
      ? 'weights = weights.transpose(0, 1)'
      : !plan.isDepthwise && `weights = torch.cat([part.transpose(0, 1) for part in weights.chunk(${groups})])`;
  const end = (cells: number): string => (cells > 0 ? `-${cells}` : '');
  return [
    turned,
    `y = ${call(isRow ? 'F.conv_transpose1d' : 'F.conv_transpose2d', [
      'x',
      'weights',
      biasText(plan),
      !isOne(stride) && `stride=${pairText(stride)}`,
      outputPadding.rows + outputPadding.columns > 0 && `output_padding=${pairText(outputPadding)}`,
      groupsText(plan),
      !isOne(dilation) && `dilation=${pairText(dilation)}`,
    ])}`,
    isPadded(sides) &&
      `y = y[..., ${isRow ? '' : `${top}:${end(bottom)}, `}${left}:${end(right)}]  # padding cuts a transposed output`,
  ];
}

function biasText({ bias, weights, channels, isDepthwise }: Plan): string | false {
  if (bias.length === 0) return false;
  const filters = isDepthwise ? channels : weights.length;
  const each = bias.length === filters ? bias : Array.from({ length: filters }, () => bias[0]);
  return `bias=torch.tensor([${each.map((one) => `${one}`).join(', ')}], dtype=torch.float32)`;
}

function groupsText({ groups, channels, isDepthwise }: Plan): string | false {
  const count = isDepthwise ? channels : groups;
  return count > 1 && `groups=${count}`;
}
