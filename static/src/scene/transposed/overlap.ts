/** How many stamps reach each output cell: the unevenness that shows as a checkerboard. */
import type { TransposedWindow } from '../../core/geometry.ts';
import { type Volume, volumeOf } from '../volume.ts';
import type { TransposedGeometry } from './transposed-subject.ts';

/** The least and the most stamps on a cell along an axis, away from the ends. */
export interface Evenness {
  readonly least: number;
  readonly most: number;
}

/** One number a cell: stamps in its rows times stamps in its columns, of one channel. */
export function overlapCounts({ rows, columns }: TransposedGeometry, height: number, width: number): Volume {
  const down = countsAlong(rows, height);
  const across = countsAlong(columns, width);
  const counts = Float32Array.from(down.flatMap((one) => across.map((other) => one * other)));
  return volumeOf([counts], down.length, across.length);
}

/** `stride` neighbours share the k weights: each gets those that are its own remainder of the stride. */
export function evennessOf({ size, stride, dilation }: TransposedWindow): Evenness {
  const counts = new Array<number>(stride).fill(0);
  for (let k = 0; k < size; k++) {
    const remainder = (k * dilation) % stride;
    counts[remainder] = (counts[remainder] as number) + 1;
  }
  return { least: Math.min(...counts), most: Math.max(...counts) };
}

/** What the counts show, in a sentence or two. */
export function overlapSentence(geometry: TransposedGeometry): string {
  const [down, across] = [evennessOf(geometry.rows), evennessOf(geometry.columns)];
  const [isDown, isAcross] = [down.least !== down.most, across.least !== across.most];
  const [least, most] = [down.least * across.least, down.most * across.most];
  if (!isDown && !isAcross) return evenly(geometry, most);
  const some = `some cells get ${most} ${most === 1 ? 'stamp' : 'stamps'} and others ${least === 0 ? 'none' : least}`;
  return `${reasonOf(geometry, isDown, isAcross)}, so ${some}: ${patternOf(isDown, isAcross)}.`;
}

function evenly({ rows, columns }: TransposedGeometry, count: number): string {
  const each = `every cell away from the rim gets ${count} ${count === 1 ? 'stamp' : 'stamps'}`;
  if (rows.stride === 1 && columns.stride === 1) return `With stride 1 ${each}: no checkerboard.`;
  return `${ratio(rows, columns, 'is a multiple of')}: ${each}. No checkerboard.`;
}

function reasonOf({ rows, columns }: TransposedGeometry, isDown: boolean, isAcross: boolean): string {
  const [one, other] = [isDown ? rows : columns, isAcross ? columns : rows];
  if (one.size % one.stride === 0) {
    return `A dilation of ${one.dilation} with a stride of ${one.stride} keeps missing the same cells`;
  }
  return ratio(one, other, 'is not a multiple of');
}

function ratio(one: TransposedWindow, other: TransposedWindow, relation: string): string {
  const of = ({ size, stride }: TransposedWindow): string => `${size} ${relation} stride ${stride}`;
  const first = `A kernel of ${of(one)}`;
  return one.size === other.size && one.stride === other.stride ? first : `${first}, and ${of(other)}`;
}

function patternOf(isDown: boolean, isAcross: boolean): string {
  if (isDown && isAcross) return 'a checkerboard';
  return isDown ? 'stripes, row by row' : 'stripes, column by column';
}

function countsAlong(window: TransposedWindow, n: number): number[] {
  const counts = new Array<number>(window.outputLength(n)).fill(0);
  for (let j = 0; j < n; j++) {
    for (const i of window.outputsOfInput(j, n)) counts[i] = (counts[i] as number) + 1;
  }
  return counts;
}
