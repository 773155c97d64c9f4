/** Loaded render-blocking by every page: the remembered theme is there before the first paint. A link's theme wins. */
import { currentTheme, rememberedTheme, showTheme } from '../../ui/theme.ts';

const root = document.documentElement;
if (currentTheme(root) === null) showTheme(root, rememberedTheme());
