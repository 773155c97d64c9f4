/** What is in sight, and when the page has nothing else to do. One observer serves all that ask. */

const asking = new Map<Element, (isSeen: boolean) => void>();
let observer: IntersectionObserver | undefined;

/** Says whether an element is in sight, or nearly: at once, and whenever that changes. Answers how to stop. */
export function watchSight(element: Element, onchange: (isSeen: boolean) => void): () => void {
  observer ??= new IntersectionObserver(told, { rootMargin: '200px' });
  asking.set(element, onchange);
  observer.observe(element);
  return () => {
    asking.delete(element);
    observer?.unobserve(element);
  };
}

function told(entries: readonly IntersectionObserverEntry[]): void {
  for (const { target, isIntersecting } of entries) asking.get(target)?.(isIntersecting);
}

/** Calls as soon as the next frame is on its way to the screen; answers how to call it off. */
export function afterFrame(call: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const frame = requestAnimationFrame(() => {
    timer = setTimeout(call);
  });
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
}

/** Calls when the page rests, soon in any case; answers how to call it off. */
export function whenIdle(call: () => void): () => void {
  // Safari has no idle callbacks; a short while after the last change is as good.
  if (!('requestIdleCallback' in globalThis)) {
    const timer = setTimeout(call, 100);
    return () => clearTimeout(timer);
  }
  const handle = requestIdleCallback(call, { timeout: 2000 });
  return () => cancelIdleCallback(handle);
}
