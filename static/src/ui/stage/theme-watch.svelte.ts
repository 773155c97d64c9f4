/** The theme as drawings need it, read again whenever the page's changes. */
import { readTheme, type Theme } from '../../paint/theme.ts';
import { currentTheme } from '../theme.ts';

export class ThemeWatch {
  #theme = $state.raw<Theme | null>(null);
  #isProjector = $state.raw(false);

  get theme(): Theme | null {
    return this.#theme;
  }

  get isProjector(): boolean {
    return this.#isProjector;
  }

  /** Watch until told to stop. */
  start(root: HTMLElement): () => void {
    const read = (): void => {
      this.#theme = readTheme(root.ownerDocument.body);
      this.#isProjector = currentTheme(root) === 'projector';
    };
    const observer = new MutationObserver(read);
    const system = matchMedia('(prefers-color-scheme: dark)');
    observer.observe(root, { attributeFilter: ['data-theme'] });
    system.addEventListener('change', read);
    read();
    return () => {
      observer.disconnect();
      system.removeEventListener('change', read);
    };
  }
}
