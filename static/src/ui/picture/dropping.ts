/** Files that are dropped or pasted anywhere on the page. Without this a dropped file takes the page's place. */

export interface Dropping {
  /** A file is held over the page, or is so no longer. */
  readonly onover: (over: boolean) => void;
  readonly onfile: (file: File) => void;
}

/** Listens on a document; answers how to stop. */
export function receiveFiles(page: Document, { onover, onfile }: Dropping): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  const held = (event: DragEvent): void => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    onover(event.type === 'dragover');
  };
  page.addEventListener('dragover', held, { signal });
  page.addEventListener('dragleave', (event) => event.relatedTarget === null && onover(false), { signal });
  page.addEventListener('drop', (event) => take(event, event.dataTransfer), { signal });
  page.addEventListener('drop', held, { signal });
  page.addEventListener('paste', (event) => take(event, event.clipboardData), { signal });
  return () => stop.abort();

  function take(event: Event, given: DataTransfer | null): void {
    const files = [...(given?.files ?? [])];
    const file = files.find(({ type }) => type.startsWith('image/')) ?? files[0];
    if (!file) return;
    event.preventDefault();
    onfile(file);
  }
}
