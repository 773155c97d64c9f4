import type { Attachment } from 'svelte/attachments';

/**
 * Tells how wide an element is laid out, whenever that changes. To ask for it at once would have the browser lay out the
 * whole page for each one that asks; told like this, it is known before anything is painted all the same.
 */
export function widthTo(tell: (width: number) => void): Attachment<Element> {
  return (element) => {
    const observer = new ResizeObserver(([entry]) => entry && tell(entry.contentRect.width));
    observer.observe(element);
    return () => observer.disconnect();
  };
}
