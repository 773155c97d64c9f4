/** What a pooling can be on an input: the limits of its controls, and why not beyond them. */
import { adaptiveGeometry, evenWindow } from '../../core/adaptive.ts';
import { GeometryError, type Pair, type Window } from '../../core/geometry.ts';
import type { Pooling } from '../../core/pooling.ts';
import { geometryForPooling, type Shaping as Placing } from '../../state/operation.ts';
import type { Padding, PoolingQuestion, PoolKind, Pair as Sides } from '../../wire/question.ts';
import { isAdaptive, LARGEST_ADAPTIVE, LARGEST_WINDOW, type PoolWindow, writePair } from '../../wire/values.ts';
import { type Limits, reach } from '../kernel/shape-limits.ts';

const VALID: Padding = { kind: 'keyword', keyword: 'valid' };
const ONE: Sides = { rows: 1, columns: 1 };
const TWO: Sides = { rows: 2, columns: 2 };
/** Windows told one by one; more of them by their sizes. */
const LISTED = 5;

/** The parts of a question that decide its shape. */
export type Shaping = Placing & Pick<PoolingQuestion, 'pool'>;

/** What decides where the windows are: their size and stride, the size of the output, or nothing: there is one. */
export type Way = 'size' | 'output' | 'global';

/** Why this pooling has no answer; null where it has one. */
export function poolingRefusal(shaping: Shaping, [height, width]: Pair): string | null {
  const { pool, window, dilation } = shaping;
  if (isAdaptive(window)) return null;
  if (Math.max(window.rows, window.columns) > LARGEST_WINDOW) {
    return `A pooling window has at most ${LARGEST_WINDOW} cells a side.`;
  }
  if (!looksForOne(pool) && Math.max(dilation.rows, dilation.columns) > 1) {
    return `Only max and min pooling can be dilated, not ${pool}.`;
  }
  try {
    const { rows, columns } = windowsOf(shaping, [height, width]);
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

/** The question as the browser's own pooling has it, on an input of that size. */
export function poolingOf(
  question: Shaping & Pick<PoolingQuestion, 'countPadding'>,
  { height, width }: { readonly height: number; readonly width: number },
): Pooling {
  return { ...windowsOf(question, [height, width]), pool: question.pool, countPadding: question.countPadding };
}

/** Another kind; one that cannot be dilated is not. */
export function withPool({ dilation }: Shaping, pool: PoolKind): Partial<PoolingQuestion> {
  return { pool, dilation: looksForOne(pool) ? dilation : ONE };
}

/** Another window; a stride that was the window's own size stays so, as torch has it. */
export function withWindow({ window, stride }: Shaping, next: Sides): Partial<PoolingQuestion> {
  const isOwn = isAdaptive(window) || writePair(window) === writePair(stride);
  return { window: next, stride: isOwn ? next : stride };
}

export function wayOf(window: PoolWindow): Way {
  if (!isAdaptive(window)) return 'size';
  return writePair(window.outputs) === '1' ? 'global' : 'output';
}

/** The same input another way: the output keeps its size, and a window of one's own begins as two by two cells. */
export function withWay(way: Way, shaping: Shaping, input: Pair, output: Pair): Partial<PoolingQuestion> {
  const within = ({ rows, columns }: Sides, [height, width]: Pair): Sides => ({
    rows: Math.min(rows, height),
    columns: Math.min(columns, width),
  });
  if (way === 'size') return withWindow(shaping, within(TWO, input));
  if (way === 'global') return adaptively(ONE);
  const kept = within({ rows: output[0], columns: output[1] }, [LARGEST_ADAPTIVE, LARGEST_ADAPTIVE]);
  return adaptively(writePair(kept) === '1' ? TWO : kept);
}

/** What has to give way on another input: the padding and the gaps, and as much of the window as does not fit. */
export function fitting(shaping: Shaping, input: Pair): Partial<PoolingQuestion> {
  const { window } = shaping;
  if (isAdaptive(window) || poolingRefusal(shaping, input) === null) return {};
  const bare = { dilation: ONE, padding: VALID };
  if (poolingRefusal({ ...shaping, ...bare }, input) === null) return bare;
  const [rows, columns] = [Math.min(window.rows, input[0]), Math.min(window.columns, input[1])];
  return { ...bare, ...withWindow(shaping, { rows, columns }) };
}

/** A picture's size as the server fits it into the question's, 512 where none is named: at least this. */
export function fittedSize(
  { width, height }: { readonly width: number; readonly height: number },
  size: Sides | null,
): Pair {
  const room = size ?? { rows: Math.min(512, height), columns: Math.min(512, width) };
  const share = Math.min(room.rows / height, room.columns / width);
  return [Math.max(1, Math.floor(height * share)), Math.max(1, Math.floor(width * share))];
}

/** Windows for an output of this size, which leaves nothing else about them to be chosen. */
export function adaptively(outputs: Sides): Partial<PoolingQuestion> {
  return { window: { outputs }, stride: ONE, dilation: ONE, padding: VALID, countPadding: true };
}

/** Where the windows for an output of this size are, and which one window would do the same. */
export function windowsInWords([height, width]: Pair, { rows, columns }: Sides): string {
  if (rows === 1 && columns === 1) return `One window over all ${height} × ${width} cells.`;
  const [down, across] = [evenWindow(height, rows), evenWindow(width, columns)];
  const cuts = `Windows over ${cutsInWords('rows', height, rows)} and ${cutsInWords('columns', width, columns)}.`;
  if (rows > height || columns > width) return `${cuts} There are more of them than cells: some see the same.`;
  if (!down || !across) return `${cuts} They are not all alike: no one window and stride could say that.`;
  const [size, stride] = (['size', 'stride'] as const).map((name) =>
    writePair({ rows: down[name], columns: across[name] }),
  );
  return `${cuts} All are alike: a window of ${size} with stride ${stride} does the same.`;
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

/** Counted from 1: `rows 1–2, 2–4, 4–5`. */
function cutsInWords(name: string, length: number, parts: number): string {
  const { rows } = adaptiveGeometry([parts, 1], length, 1);
  const spans = Array.from({ length: parts }, (_, i) => (rows as Window).span(i));
  if (parts <= LISTED) {
    const one = ({ start, stop }: (typeof spans)[number]): string =>
      stop - start > 1 ? `${start + 1}–${stop}` : `${stop}`;
    return `${name} ${spans.map(one).join(', ')}`;
  }
  const sizes = [...new Set(spans.map(({ start, stop }) => stop - start))].sort((one, other) => one - other);
  return `${sizes.join(' or ')} ${name} each`;
}

function windowsOf(shaping: Placing, input: Pair): { rows: Window; columns: Window } {
  const { rows, columns } = geometryForPooling(shaping, input);
  return { rows: rows as Window, columns: columns as Window };
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
