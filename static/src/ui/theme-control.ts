import { chooseTheme, currentTheme, type Theme, themeBeneath, themeOf } from './theme.ts';

/** Bring the theme's select to life, and give P the projector: large, black on white, and full screen. */
export function startThemeControl(document: Document): void {
  const root = document.documentElement;
  const select = document.querySelector<HTMLSelectElement>('[data-theme-control] select');
  let before = currentTheme(root) === 'projector' ? themeBeneath() : currentTheme(root);

  const choose = (theme: Theme | null): void => {
    if (theme !== 'projector') before = theme;
    chooseTheme(root, theme);
    if (select) select.value = theme ?? 'system';
  };

  if (select) {
    select.closest<HTMLElement>('[data-theme-control]')?.removeAttribute('hidden');
    select.value = currentTheme(root) ?? 'system';
    select.addEventListener('change', () => choose(themeOf(select.value)));
  }
  // Browsers leave the full screen by Escape without telling a key.
  document.addEventListener('fullscreenchange', () => {
    if (!document.fullscreenElement && currentTheme(root) === 'projector') choose(before);
  });
  document.addEventListener('keydown', (event) => {
    if (!isProjectorKey(event)) return;
    event.preventDefault(); // or the letter is typed into the field that the projector's page brings to the fore
    const projecting = currentTheme(root) === 'projector';
    choose(projecting ? before : 'projector');
    void fillScreen(document, !projecting);
  });
}

const TYPED = 'input:not([type="range"], [type="checkbox"], [type="radio"]), select, textarea, [contenteditable]';

/** P alone, and not while something is being typed. */
export function isProjectorKey(event: KeyboardEvent): boolean {
  if (event.key.toLowerCase() !== 'p' || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return false;
  const target = event.target;
  return !(target instanceof Element && target.closest(TYPED));
}

async function fillScreen(document: Document, fill: boolean): Promise<void> {
  try {
    if (fill) await document.documentElement.requestFullscreen?.();
    else if (document.fullscreenElement) await document.exitFullscreen();
  } catch (error) {
    // A browser may refuse (an iframe, a policy); the theme alone is then what P changes.
    if (!(error instanceof TypeError)) throw error;
  }
}
