const SHOWN_FOR = 1600;

/** Bring every copy button to life: `data-copy` holds the text, or, left empty, the code beside the button is it. */
export function startCopyButtons(document: Document): void {
  for (const block of document.querySelectorAll<HTMLElement>('[data-copy]')) {
    const button = block.querySelector<HTMLButtonElement>('[data-copy-button]');
    if (!button) continue;
    button.hidden = false;
    button.addEventListener('click', () => void copyFrom(block, button));
  }
}

async function copyFrom(block: HTMLElement, button: HTMLButtonElement): Promise<void> {
  const label = button.textContent;
  const copied = await copyText(textOf(block), navigator.clipboard);
  button.textContent = copied ? 'Copied' : 'Press Ctrl+C';
  if (!copied) selectCode(block);
  setTimeout(() => {
    button.textContent = label;
  }, SHOWN_FOR);
}

/** Whether the text is on the clipboard; on plain http away from localhost there is none to write to. */
export async function copyText(text: string, clipboard: Clipboard | undefined): Promise<boolean> {
  if (!clipboard) return false;
  try {
    await clipboard.writeText(text);
    return true;
  } catch (error) {
    if (error instanceof DOMException) return false;
    throw error;
  }
}

function textOf(block: HTMLElement): string {
  return block.dataset.copy || (block.querySelector('code')?.textContent ?? '');
}

function selectCode(block: HTMLElement): void {
  const code = block.querySelector('code');
  if (code) getSelection()?.selectAllChildren(code);
}
