/** The ways between stops, as drawn: straight on, over stops on the same line, or out of one line and into another. */
import { type Edge, isSkip, type Plan, type Spot } from '../../core/nets/plan.ts';

/** Room over the pictures for what skips. */
export const ARCS = 18;
/** Room at both ends of the lines for tags. */
export const MARGIN = 24;

const HIGHEST = 14;
const BESIDE = 6;
const TAG = 20;

/** A way that leaves its line ends at a letter; the line where it arrives begins with the same one. */
export interface Tag {
  readonly letter: string;
  readonly x: number;
  readonly y: number;
}

export interface Ways {
  /** From stop to stop, straight on. */
  readonly steps: readonly string[];
  readonly skips: readonly string[];
  readonly tags: readonly Tag[];
}

/** `grown` is how much larger letters are than on a page. */
export function waysOf(plan: Plan, edges: readonly Edge[], width: number, isBare: boolean, grown = 1): Ways {
  const steps = edges.filter((edge) => !isSkip(edge)).flatMap((edge) => stepOf(plan, edge, isBare));
  const skips: string[] = [];
  const tags: Tag[] = [];
  const taken = new Map<string, number>();
  const nextAt = (end: string, { line }: Spot): number => {
    const count = taken.get(`${end} ${line}`) ?? 0;
    taken.set(`${end} ${line}`, count + 1);
    return count;
  };
  let crossing = 0;
  for (const edge of edges.filter(isSkip)) {
    const [start, end] = [plan.spots[edge.from], plan.spots[edge.to]];
    if (!start || !end) continue;
    if (start.line === end.line) {
      skips.push(arcOf(start, end, plan.side, grown));
      continue;
    }
    const letter = letterOf(crossing++);
    const out = leaving(start, plan.side, { width, place: nextAt('right', start), grown });
    const back = arriving(end, plan.side, { place: nextAt('left', end), grown });
    skips.push(out.path, back.path);
    tags.push({ letter, ...out.at }, { letter, ...back.at });
  }
  return { steps, skips, tags };
}

function arcOf(start: Spot, end: Spot, side: number, grown: number): string {
  const [x, toX, y] = [start.x + side / 2 + BESIDE, end.x + side / 2 - BESIDE, start.y - 2];
  const top = y - (grown * HIGHEST * 4) / 3;
  return `M${x} ${y} C${x} ${top} ${toX} ${top} ${toX} ${y}`;
}

interface AtEdge {
  /** How many tags stand there already. */
  readonly place: number;
  readonly grown: number;
}

function leaving({ x, y }: Spot, side: number, { width, place, grown }: AtEdge & { readonly width: number }) {
  const from = x + side / 2 + BESIDE;
  const at = { x: width + grown * (MARGIN - TAG / 2), y: y - 6 + place * grown * TAG };
  return { path: `M${from} ${y - 2} V${y - 6 - 4 * place} H${at.x} V${at.y}`, at };
}

function arriving({ x, y }: Spot, side: number, { place, grown }: AtEdge) {
  const to = x + side / 2 - BESIDE;
  const at = { x: grown * (TAG / 2 - MARGIN), y: y - 6 + place * grown * TAG };
  return { path: `M${at.x} ${at.y} V${y - 6 - 4 * place} H${to} V${y - 2}`, at };
}

/** In the gap between two stops; where a line breaks, out of the one and into the other. */
function stepOf({ spots, side }: Plan, { from, to }: Edge, isBare: boolean): string[] {
  const [start, end] = [spots[from], spots[to]];
  if (!start || !end) return [];
  const down = isBare ? 24 : side / 2;
  const arrow = (x: number, y: number): string => `M${x} ${y + down} h9`;
  if (start.line === end.line) return [arrow(start.x + side + 2, start.y)];
  return [arrow(start.x + side + 2, start.y), arrow(end.x - 12, end.y)];
}

/** A, B … Z, AA, AB … */
function letterOf(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : `${letterOf(Math.floor(index / 26) - 1)}${last}`;
}
