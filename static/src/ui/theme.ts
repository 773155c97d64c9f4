/** The reader's theme: on the root element, remembered where remembering is allowed. */

export const THEMES = ['light', 'dark', 'projector'] as const;
export type Theme = (typeof THEMES)[number];

const KEY = 'kernelscope.theme';
const PROJECTOR = 'kernelscope.projector';

type Keep = () => Storage;
const local: Keep = () => localStorage;

/** What is remembered; null follows the system. */
export function rememberedTheme(storage: Keep = local): Theme | null {
  return allowed(() => storage().getItem(PROJECTOR)) ? 'projector' : themeBeneath(storage);
}

/** What is remembered beneath the projector, to go back to when the lecture is over. */
export function themeBeneath(storage: Keep = local): Theme | null {
  return themeOf(allowed(() => storage().getItem(KEY)));
}

/** What is shown now. */
export function currentTheme(root: HTMLElement): Theme | null {
  return themeOf(root.dataset.theme);
}

/** Show a theme and remember it; null goes back to the system's. */
export function chooseTheme(root: HTMLElement, theme: Theme | null, storage: Keep = local): void {
  showTheme(root, theme);
  allowed(() => remember(storage(), theme));
}

export function showTheme(root: HTMLElement, theme: Theme | null): void {
  if (theme === null) delete root.dataset.theme;
  else root.dataset.theme = theme;
}

export function themeOf(text: string | null | undefined): Theme | null {
  return THEMES.find((theme) => theme === text) ?? null;
}

function remember(storage: Storage, theme: Theme | null): void {
  if (theme === 'projector') {
    storage.setItem(PROJECTOR, '1');
    return;
  }
  storage.removeItem(PROJECTOR);
  if (theme === null) storage.removeItem(KEY);
  else storage.setItem(KEY, theme);
}

/** A browser may forbid storage altogether: a theme that is not remembered is still a theme. */
function allowed<T>(use: () => T): T | undefined {
  try {
    return use();
  } catch (error) {
    if (error instanceof DOMException) return undefined;
    throw error;
  }
}
