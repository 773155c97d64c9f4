/** The lines that lead from the products to the result: which ones there are, and what they are called. */
import { isColour, type Subject } from './subject.ts';

export type LedgerLine =
  | 'sum'
  | 'bias'
  | 'activation'
  | 'before'
  | 'divided'
  | 'root'
  | 'chosen'
  | 'red'
  | 'green'
  | 'blue';

export function ledgerLines(subject: Subject): LedgerLine[] {
  if (isColour(subject)) return ['red', 'green', 'blue'];
  if (subject.operation === 'pooling') {
    const lines: Record<typeof subject.pool, LedgerLine[]> = {
      max: ['chosen'],
      min: ['chosen'],
      sum: ['sum'],
      avg: ['sum', 'divided'],
      l2: ['sum', 'root'],
    };
    return lines[subject.pool];
  }
  const lines: LedgerLine[] = ['sum'];
  if (subject.bias.some((bias) => bias !== 0)) lines.push('bias', 'before');
  if (subject.activation !== 'none') lines.push('activation');
  return lines;
}
