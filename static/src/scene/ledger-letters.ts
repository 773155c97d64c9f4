/** The ledger where letters stand for numbers: Σ is the sum of the products. */
import type { Moment } from '../core/timeline.ts';
import type { Calculation } from './calculation.ts';
import type { LedgerLine } from './ledger-lines.ts';
import { divisorOf } from './pooling-workings.ts';
import { countedBy, shareOf } from './progress.ts';

export const SUM = 'Σ';

/** The name of a line and what stands on it, as far as the moment has come. */
export function letteredLine(
  { subject, workings, terms, writing }: Calculation,
  line: LedgerLine,
  moment: Moment,
): [label: string, value: string] {
  const late = (from: number, value: string): string => (shareOf(moment, 'finish') >= from ? value : '');
  const [result] = workings.results;
  const bias = writing?.letters.bias(result.filter) ?? '';
  const isBiased = subject.operation === 'convolution' && subject.bias.some((one) => one !== 0);
  switch (line) {
    case 'sum': {
      const { reached } = countedBy(moment, 'add', terms);
      return reached === 0 ? ['sum', ''] : [`sum of ${reached}`, reached < terms ? '…' : SUM];
    }
    case 'bias':
      return ['bias', late(0.3, `+ ${bias}`)];
    case 'before':
      return ['sum + bias', late(0.3, `${SUM} + ${bias}`)];
    case 'activation': {
      const name = subject.operation === 'convolution' ? subject.activation : '';
      return [name, late(0.8, `${name}(${isBiased ? `${SUM} + ${bias}` : SUM})`)];
    }
    case 'divided': {
      const divisor = subject.operation === 'pooling' ? divisorOf(subject, result.channels[0]?.terms ?? []) : 1;
      return [`shared by ${divisor}`, late(0.5, `${SUM} / ${divisor}`)];
    }
    case 'root':
      return ['square root', late(0.5, `√${SUM}`)];
    case 'chosen':
      return [subject.operation === 'pooling' && subject.pool === 'min' ? 'smallest' : 'largest', ''];
    case 'red':
    case 'green':
    case 'blue':
      return [line, ''];
  }
}
