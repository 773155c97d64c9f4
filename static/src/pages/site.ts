/** What every page has: the site's style, its theme control and its copy buttons. A page's `main.ts` calls it once. */
import '../styles/index.css';
import { startCopyButtons } from '../ui/copy.ts';
import { startThemeControl } from '../ui/theme-control.ts';

export function startSite(): void {
  startThemeControl(document);
  startCopyButtons(document);
}
