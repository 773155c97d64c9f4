/** What a file is called after: what is looked at, and what is done to it. */
import { writeKernel } from '../../wire/kernel.ts';
import type { GridSubject, Pair, Question } from '../../wire/question.ts';
import { isAdaptive, type PoolWindow, writePadding, writePair, writeWindow } from '../../wire/values.ts';

/** Of a picture its name and the kernel's; of a grid, which has none, the shapes. */
export function fileWords(question: Question): string[] {
  const { subject } = question;
  if (subject.kind === 'grid') return gridWords(question, subject);
  // An upload's name would be a number of 32 digits.
  const picture = /^[0-9a-f]{32}$/.test(subject.image) ? 'picture' : subject.image;
  const done =
    question.op === 'pooling'
      ? `${poolingName(question)} ${writeWindow(question.window)}`
      : writeKernel(question.kernel);
  return [picture, ...(subject.size ? [writePair(subject.size)] : []), done];
}

/** `convolution 5x5 kernel 3x3 stride 2 padding 1` */
function gridWords(question: Question, { grid }: GridSubject): string[] {
  const size = sides({ rows: grid[0]?.length ?? 1, columns: grid[0]?.[0]?.length ?? 1 });
  const padding = writePadding(question.padding);
  return [
    question.op === 'pooling' ? poolingName(question) : convolutionName(question),
    `${grid.length > 1 ? `${grid.length}x` : ''}${size}`,
    ...(question.op === 'pooling' ? ['window', windowWords(question.window)] : kernelWords(question)),
    ...strideWords(question),
    ...(padding === 'valid' ? [] : ['padding', padding]),
  ];
}

/** What is usual is not said: one cell at a time, and for a pooling its own window. */
function strideWords(question: Question): string[] {
  const stride = writePair(question.stride);
  const usual = question.op === 'pooling' ? usualStride(question.window) : '1';
  return stride === usual ? [] : ['stride', stride];
}

function windowWords(window: PoolWindow): string {
  return isAdaptive(window) ? writeWindow(window).replace(':', ' ') : sides(window);
}

function usualStride(window: PoolWindow): string {
  return isAdaptive(window) ? '1' : writePair(window);
}

function convolutionName({ transposed, flip }: Question & { op: 'convolution' }): string {
  return transposed ? 'transposed convolution' : flip ? 'true convolution' : 'convolution';
}

function poolingName({ pool }: Question & { op: 'pooling' }): string {
  return `${pool} pooling`;
}

function kernelWords({ kernel }: Question & { op: 'convolution' }): string[] {
  const plane = kernel[0]?.[0];
  if (plane?.kind !== 'written') return [writeKernel(kernel)];
  return ['kernel', sides({ rows: plane.rows.length, columns: plane.rows[0]?.length ?? 1 })];
}

function sides({ rows, columns }: Pair): string {
  return `${rows}x${columns}`;
}
