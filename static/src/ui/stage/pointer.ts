/** Pointers → what is meant: one moves, one pressed drags, two pinch. Knows coordinates, and nothing of pictures. */

export interface PointerMeanings {
  /** A mouse or pen moves over the stage, or a finger moves on it. */
  readonly hover: (x: number, y: number, event: PointerEvent) => void;
  readonly press: (x: number, y: number, event: PointerEvent) => void;
  readonly drag: (dx: number, dy: number) => void;
  readonly pinch: (factor: number, x: number, y: number) => void;
  readonly lift: () => void;
  /** Whether a press that moves pans, and does not hover. */
  readonly canDrag: () => boolean;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Less than this is a click with an unsteady hand. */
const STEADY = 4;

/** Listens on an element; answers how to stop. */
export function followPointers(host: HTMLElement, meanings: PointerMeanings): () => void {
  const down = new Map<number, Point>();
  let start: Point | null = null;
  let dragged = false;

  const at = (event: PointerEvent): Point => {
    const box = host.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };

  const pressed = (event: PointerEvent): void => {
    const point = at(event);
    down.set(event.pointerId, point);
    host.setPointerCapture(event.pointerId);
    start = point;
    dragged = down.size > 1;
    if (event.pointerType === 'touch') meanings.hover(point.x, point.y, event);
  };

  const moved = (event: PointerEvent): void => {
    const point = at(event);
    const before = down.get(event.pointerId);
    if (before) down.set(event.pointerId, point);
    if (before && down.size === 2) {
      pinched(down, event.pointerId, before, meanings);
      return;
    }
    const isMouseDrag = before && event.pointerType !== 'touch' && meanings.canDrag();
    if (start && distance(start, point) > STEADY) dragged = true;
    if (isMouseDrag && dragged) meanings.drag(point.x - before.x, point.y - before.y);
    else meanings.hover(point.x, point.y, event);
  };

  const lifted = (event: PointerEvent): void => {
    const point = at(event);
    down.delete(event.pointerId);
    if (event.type === 'pointerup' && !dragged) meanings.press(point.x, point.y, event);
    if (down.size === 0) meanings.lift();
    start = null;
  };

  const stop = new AbortController();
  const { signal } = stop;
  host.addEventListener('pointerdown', pressed, { signal });
  host.addEventListener('pointermove', moved, { signal });
  host.addEventListener('pointerup', lifted, { signal });
  host.addEventListener('pointercancel', lifted, { signal });
  return () => stop.abort();
}

function pinched(down: ReadonlyMap<number, Point>, moving: number, before: Point, { pinch }: PointerMeanings): void {
  const other = [...down].find(([id]) => id !== moving)?.[1];
  const now = down.get(moving);
  if (!other || !now) return;
  const was = distance(before, other);
  if (was > 0) pinch(distance(now, other) / was, (now.x + other.x) / 2, (now.y + other.y) / 2);
}

function distance(one: Point, other: Point): number {
  return Math.hypot(one.x - other.x, one.y - other.y);
}
