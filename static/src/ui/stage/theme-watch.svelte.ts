/** The theme as drawings need it, read again whenever the page's changes. */
import { readTheme, type Theme } from '../../paint/theme.ts';
import { currentTheme, type Theme as ThemeName } from '../theme.ts';

export class ThemeWatch {
  #theme = $state.raw<Theme | null>(null);
  #chosen = $state.raw<ThemeName | null>(null);

  get theme(): Theme | null {
    return this.#theme;
  }

  /** By the reader or the link; null follows the system. */
  get chosen(): ThemeName | null {
    return this.#chosen;
  }

  get isProjector(): boolean {
    return this.#chosen === 'projector';
  }

  /** Watch until told to stop. */
  start(root: HTMLElement): () => void {
    const read = (): void => {
      this.#theme = readTheme(root.ownerDocument.body);
      this.#chosen = currentTheme(root);
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
