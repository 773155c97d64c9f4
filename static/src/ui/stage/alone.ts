let release: (() => void) | null = null;

/**
 * While an element fills the screen nothing beside it can be reached. Answers how to give the rest back; the next
 * element that fills the screen gives it back by itself, whichever of the two hears of the change first.
 */
export function alone(element: HTMLElement): () => void {
  release?.();
  const others: HTMLElement[] = [];
  for (let one = element; one.parentElement && one !== document.body; one = one.parentElement) {
    for (const other of one.parentElement.children) {
      if (other !== one && other instanceof HTMLElement && !other.inert) others.push(other);
    }
  }
  for (const other of others) other.inert = true;
  const giveBack = (): void => {
    if (release !== giveBack) return;
    release = null;
    for (const other of others) other.inert = false;
  };
  release = giveBack;
  return giveBack;
}
