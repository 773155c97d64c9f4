/** Pointers → what is meant: one moves, one pressed drags, two pinch and pan. Knows coordinates, and no pictures. */

export interface PointerMeanings {
  /** A mouse or pen moves over the stage, or a finger moves on it. */
  readonly hover: (x: number, y: number, event: PointerEvent) => void;
  readonly press: (x: number, y: number, event: PointerEvent) => void;
  readonly drag: (dx: number, dy: number) => void;
  /** Two fingers moved: what lies between them goes by (dx, dy) and grows by a factor about (x, y), their new middle. */
  readonly pinch: (factor: number, x: number, y: number, dx: number, dy: number) => void;
  /** No finger moves the stencil any more. */
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
  /** From the second finger on until the last one is lifted. */
  let pinching = false;

  const at = (event: PointerEvent): Point => {
    const box = host.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };

  const pressed = (event: PointerEvent): void => {
    const point = at(event);
    down.set(event.pointerId, point);
    host.setPointerCapture(event.pointerId);
    start = point;
    dragged = pinching ||= down.size > 1;
    if (pinching) meanings.lift();
    else if (event.pointerType === 'touch') meanings.hover(point.x, point.y, event);
  };

  const moved = (event: PointerEvent): void => {
    const point = at(event);
    const before = down.get(event.pointerId);
    if (pinching) {
      pinched([...down], event.pointerId, point, meanings);
      if (before) down.set(event.pointerId, point);
      return;
    }
    if (before) down.set(event.pointerId, point);
    const isMouseDrag = before && event.pointerType !== 'touch' && meanings.canDrag();
    if (start && distance(start, point) > STEADY) dragged = true;
    if (isMouseDrag && dragged) meanings.drag(point.x - before.x, point.y - before.y);
    else meanings.hover(point.x, point.y, event);
  };

  const lifted = (event: PointerEvent): void => {
    const point = at(event);
    down.delete(event.pointerId);
    if (event.type === 'pointerup' && !dragged) meanings.press(point.x, point.y, event);
    start = null;
    if (down.size > 0) return;
    pinching = false;
    meanings.lift();
  };

  const stop = new AbortController();
  const { signal } = stop;
  host.addEventListener('pointerdown', pressed, { signal });
  host.addEventListener('pointermove', moved, { signal });
  host.addEventListener('pointerup', lifted, { signal });
  host.addEventListener('pointercancel', lifted, { signal });
  return () => stop.abort();
}

/** One of two fingers goes to a point, while the other rests. */
function pinched(down: [id: number, Point][], moving: number, now: Point, { pinch }: PointerMeanings): void {
  const before = down.find(([id]) => id === moving)?.[1];
  const other = down.find(([id]) => id !== moving)?.[1];
  if (!before || !other || down.length !== 2) return;
  const factor = distance(now, other) / Math.max(1, distance(before, other));
  pinch(factor, (now.x + other.x) / 2, (now.y + other.y) / 2, (now.x - before.x) / 2, (now.y - before.y) / 2);
}

function distance(one: Point, other: Point): number {
  return Math.hypot(one.x - other.x, one.y - other.y);
}
