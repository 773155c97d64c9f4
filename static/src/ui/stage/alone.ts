/** While an element fills the screen nothing beside it can be reached. Answers how to give the rest back. */
export function alone(element: HTMLElement): () => void {
  const others: HTMLElement[] = [];
  for (let one = element; one.parentElement && one !== document.body; one = one.parentElement) {
    for (const other of one.parentElement.children) {
      if (other !== one && other instanceof HTMLElement && !other.inert) others.push(other);
    }
  }
  for (const other of others) other.inert = true;
  return () => {
    for (const other of others) other.inert = false;
  };
}
