/** Questions → query strings: the one canonical text of each. */
import { writeKernel } from './kernel.ts';
import { PAGES_ONLY, writeQuery } from './query.ts';
import type { ConvolutionQuestion, Link, PoolingQuestion, Question, Subject } from './question-types.ts';
import { isAdaptive, writeBias, writeGrid, writePadding, writePair, writeWindow } from './values.ts';

/** A name, its value as text, and the text of its default, which is left out. */
type Field = readonly [name: string, value: string, standard: string];

/** The one text of a question: the grammar's order, defaults left out, numbers in their shortest form. */
export function writeQuestion(question: Question): string {
  return writeQuery(pairsOf(question));
}

/** A page's address: the question's text, then the page's own part. */
export function writeLink({ question, view }: Link): string {
  const own = PAGES_ONLY.flatMap((name) => (view[name] === undefined ? [] : [[name, view[name]] as const]));
  return writeQuery([...pairsOf(question), ...own]);
}

/** The names and values that are not defaults, in the grammar's order. */
export function pairsOf(question: Question): [name: string, value: string][] {
  const fields = question.op === 'convolution' ? convolutionFields(question) : poolingFields(question);
  return fields.filter(([, value, standard]) => value !== standard).map(([name, value]) => [name, value]);
}

function convolutionFields(question: ConvolutionQuestion): Field[] {
  return [
    ...subjectFields(question.subject),
    ['kernel', writeKernel(question.kernel), ''],
    ['stride', writePair(question.stride), '1'],
    ['dilation', writePair(question.dilation), '1'],
    ['padding', writePadding(question.padding), 'valid'],
    ['output_padding', writePair(question.outputPadding), '0'],
    ['border', question.border, 'zeros'],
    ['groups', `${question.groups}`, '1'],
    ['flip', writeFlag(question.flip), '0'],
    ['transposed', writeFlag(question.transposed), '0'],
    ['bias', writeBias(question.bias), '0'],
    ['activation', question.activation, 'none'],
    ['values', question.values, 'auto'],
  ];
}

function poolingFields(question: PoolingQuestion): Field[] {
  return [
    ...subjectFields(question.subject),
    ['stride', writePair(question.stride), isAdaptive(question.window) ? '1' : writePair(question.window)],
    ['dilation', writePair(question.dilation), '1'],
    ['padding', writePadding(question.padding), 'valid'],
    ['pool', question.pool, ''],
    ['window', writeWindow(question.window), ''],
    ['count_padding', writeFlag(question.countPadding), '1'],
    ['values', question.values, 'auto'],
  ];
}

function subjectFields(subject: Subject): Field[] {
  if (subject.kind === 'grid') return [['grid', writeGrid(subject.grid), '']];
  const size = subject.size === null ? '' : writePair(subject.size);
  return [
    ['image', subject.image, ''],
    ['size', size, ''],
    ['channels', subject.channels, 'gray'],
  ];
}

function writeFlag(on: boolean): string {
  return on ? '1' : '0';
}
