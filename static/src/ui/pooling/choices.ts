/** What a pooling can be on an input: the limits of its controls, and why not beyond them. */
import { type EvenWindow, evenWindow } from '../../core/adaptive.ts';
import { GeometryError, makeGeometry, type Pair, type Window } from '../../core/geometry.ts';
import type { Pooling } from '../../core/pooling.ts';
import type { Padding, PoolingQuestion, PoolKind } from '../../wire/question.ts';
import { type Limits, reach } from '../kernel/shape-limits.ts';

/** The longest side that a window can have. */
export const LARGEST_WINDOW = 64;
const VALID: Padding = { kind: 'keyword', keyword: 'valid' };
const ONE = { rows: 1, columns: 1 };

/** The parts of a question that decide its shape. */
export type Shaping = Pick<PoolingQuestion, 'pool' | 'window' | 'stride' | 'dilation' | 'padding'>;

/** Why this pooling has no answer; null where it has one. */
export function poolingRefusal(shaping: Shaping, [height, width]: Pair): string | null {
  const { pool, window, dilation } = shaping;
  if (Math.max(window.rows, window.columns) > LARGEST_WINDOW) {
    return `A pooling window has at most ${LARGEST_WINDOW} cells a side.`;
  }
  if (!looksForOne(pool) && Math.max(dilation.rows, dilation.columns) > 1) {
    return `Only max and min pooling can be dilated, not ${pool}.`;
  }
  try {
    const { rows, columns } = windowsOf(shaping);
    rows.outputLength(height);
    columns.outputLength(width);
    return emptyRefusal(rows, height) ?? emptyRefusal(columns, width);
  } catch (error) {
    if (error instanceof GeometryError) return error.message;
    throw error;
  }
}

/** Whether one cell wins, instead of all having a part. */
export function looksForOne(pool: PoolKind): boolean {
  return pool === 'max' || pool === 'min';
}

/** The question as the browser's own pooling has it. */
export function poolingOf(question: Shaping & Pick<PoolingQuestion, 'countPadding'>): Pooling {
  return { ...windowsOf(question), pool: question.pool, countPadding: question.countPadding };
}

/** Another kind; one that cannot be dilated is not. */
export function withPool({ dilation }: Shaping, pool: PoolKind): Partial<PoolingQuestion> {
  return { pool, dilation: looksForOne(pool) ? dilation : ONE };
}

/** Another window; a stride that was the window's own size stays so, as torch has it. */
export function withWindow({ window, stride }: Shaping, next: PoolingQuestion['window']): Partial<PoolingQuestion> {
  const isOwn = window.rows === stride.rows && window.columns === stride.columns;
  return { window: next, stride: isOwn ? next : stride };
}

/** One window over everything. */
export function globally([rows, columns]: Pair): Partial<PoolingQuestion> {
  return { window: { rows, columns }, stride: { rows, columns }, dilation: ONE, padding: VALID };
}

/** The even windows that make an output of this size; null where the cuts are uneven. */
export function adaptively([height, width]: Pair, [down, across]: Pair): Partial<PoolingQuestion> | null {
  const [rows, columns] = [evenWindow(height, down), evenWindow(width, across)];
  if (!rows || !columns) return null;
  const both = (name: keyof EvenWindow) => ({ rows: rows[name], columns: columns[name] });
  return { window: both('size'), stride: both('stride'), dilation: ONE, padding: VALID };
}

/** How far a number that stands for rows and columns alike can go. */
export function reachOf(
  shaping: Shaping,
  input: Pair,
  now: number,
  limits: Limits,
  change: (value: number) => Partial<PoolingQuestion>,
): Limits {
  return reach(now, limits, (value) => poolingRefusal({ ...shaping, ...change(value) }, input) === null);
}

function windowsOf({ window, stride, dilation, padding }: Shaping): { rows: Window; columns: Window } {
  const geometry = makeGeometry({
    kernel: [window.rows, window.columns],
    stride: [stride.rows, stride.columns],
    dilation: [dilation.rows, dilation.columns],
    padding: padding.kind === 'keyword' ? padding.keyword : [padding.top, padding.right, padding.bottom, padding.left],
  });
  return { rows: geometry.rows as Window, columns: geometry.columns as Window };
}

/** A window of padding alone has no greatest value and no mean. */
function emptyRefusal(window: Window, n: number): string | null {
  for (let i = window.outputLength(n) - 1; i >= 0; i--) {
    const { start, stop, step } = window.taps(i);
    const first = start >= 0 ? start : ((start % step) + step) % step;
    if (first < Math.min(stop, n)) continue;
    const { before, after, size } = window;
    return `With a padding of ${before} before and ${after} after, a window of ${size} would meet no cell of the input.`;
  }
  return null;
}
