/** What happens to a sum before it is written down, in the units of the input. The twin of `app/engine/activation.py`. */

export const ACTIVATIONS = ['none', 'relu', 'leaky-relu', 'sigmoid', 'tanh', 'abs', 'clip'] as const;
export type Activation = (typeof ACTIVATIONS)[number];

const LEAK = 0.01;

export function activated(value: number, activation: Activation): number {
  switch (activation) {
    case 'none':
      return value;
    case 'relu':
      return Math.max(0, value);
    case 'leaky-relu':
      return value < 0 ? LEAK * value : value;
    case 'sigmoid':
      return 1 / (1 + Math.exp(-value));
    case 'tanh':
      return Math.tanh(value);
    case 'abs':
      return Math.abs(value);
    case 'clip':
      return Math.min(1, Math.max(0, value));
  }
}
