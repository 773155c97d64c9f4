/** What an operation does to the shape, in one sentence: the caption of its figure. */
import { isColour, type Subject } from '../../scene/subject.ts';
import type { Volume } from '../../scene/volume.ts';
import type { Pair, Question } from '../../wire/question.ts';

/** `Max pooling: a 2 × 2 window with stride 2 makes a 2 × 2 output of a 4 × 4 input.` The subject is the question's answer. */
export function sentenceOf(title: string, question: Question, subject: Subject): string {
  const manner = listed(mannerOf(question, subject));
  const way = manner === '' ? '' : ` with ${manner}`;
  const { tool, verb } = toolOf(subject);
  return `${title}: ${tool}${way} ${verb} ${shape(subject, 'output')} of ${shape(subject, 'input')}.`;
}

function toolOf(subject: Subject): { tool: string; verb: string } {
  const { rows, columns } = subject.geometry;
  const size = `${rows.size} × ${columns.size}`;
  const count = subject.operation === 'pooling' || isColour(subject) ? 1 : subject.kernel.length;
  if (count > 1) return { tool: `${count} kernels of ${size}`, verb: 'make' };
  return {
    tool: `${article(rows.size)} ${size} ${subject.operation === 'pooling' ? 'window' : 'kernel'}`,
    verb: 'makes',
  };
}

function mannerOf(question: Question, subject: Subject): string[] {
  const isPooling = question.op === 'pooling';
  const sides = sidesText(subject);
  return [
    isPooling || !isOne(question.stride) ? `stride ${pair(question.stride)}` : '',
    isOne(question.dilation) ? '' : `dilation ${pair(question.dilation)}`,
    sides === '' ? '' : `padding ${sides}${filling(question)}`,
    ...(isPooling ? [] : convolutionManner(question, subject)),
  ].filter(Boolean);
}

function convolutionManner(question: Question & { op: 'convolution' }, subject: Subject): string[] {
  const { outputPadding, groups, bias, activation } = question;
  return [
    outputPadding.rows + outputPadding.columns > 0 ? `output padding ${pair(outputPadding)}` : '',
    groups > 1 && !isColour(subject) ? `${groups} groups` : '',
    bias.some(({ value }) => value !== 0) ? 'a bias' : '',
    activation === 'none' ? '' : activation,
  ];
}

/** What the ring holds, where that is not nought, or whether an average counts it. */
function filling(question: Question): string {
  if (question.op === 'convolution') return question.border === 'zeros' ? '' : ` (${question.border})`;
  return question.pool === 'avg' && !question.countPadding ? ' (not counted)' : '';
}

function sidesText({ geometry: { rows, columns } }: Subject): string {
  const [top, right, bottom, left] = [rows.before, columns.after, rows.after, columns.before];
  if (top + right + bottom + left === 0) return '';
  if (top !== bottom || left !== right) return `${top} above, ${right} right, ${bottom} below, ${left} left`;
  return pair({ rows: top, columns: left });
}

function pair({ rows, columns }: Pair): string {
  return rows === columns ? `${rows}` : `${rows} × ${columns}`;
}

function isOne({ rows, columns }: Pair): boolean {
  return rows === 1 && columns === 1;
}

function shape(subject: Subject, side: 'input' | 'output'): string {
  const { planes, height, width }: Volume = subject[side];
  const count = planes.length > 1 && !isColour(subject) ? [planes.length] : [];
  const lengths = [...count, height, width];
  return `${article(lengths[0] ?? 0)} ${lengths.join(' × ')} ${side}`;
}

function article(count: number): string {
  return /^(8|11|18)/.test(`${count}`) ? 'an' : 'a';
}

/** `stride 2, padding 1 and a bias` */
function listed(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join() : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}
