/** What passes stops by, drawn over them. */
import type { Plan } from '../../core/nets/plan.ts';

const HIGHEST = 12;

/** From the top of one stop to the top of another; to another line it leaves and enters by its own top. */
export function arcOf({ spots, side }: Plan, from: number, to: number): string {
  const [start, end] = [spots[from], spots[to]];
  if (!start || !end) return '';
  const [x, y] = [start.x + side / 2, start.y + HIGHEST + 2];
  const [toX, toY] = [end.x + side / 2, end.y + HIGHEST + 2];
  if (start.line === end.line) return `M${x} ${y} C${x} ${y - 2 * HIGHEST} ${toX} ${toY - 2 * HIGHEST} ${toX} ${toY}`;
  return `M${x} ${y} v${-HIGHEST} M${toX} ${toY - HIGHEST} v${HIGHEST}`;
}
