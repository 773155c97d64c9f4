/** Which colour a role has: read once from the page's own tokens, so that a figure and its text agree. */
import { cssOf } from '../core/colour.ts';
import type { Colour, Face, Role } from '../scene/mark.ts';

export interface Theme {
  readonly colours: Readonly<Record<Role, string>>;
  readonly faces: Readonly<Record<Face, string>>;
}

const TOKENS: Readonly<Record<Role, string>> = {
  paper: '--paper',
  surface: '--surface',
  ink: '--ink',
  muted: '--ink-soft',
  rule: '--rule',
  edge: '--edge',
  stencil: '--stencil',
  'stencil-soft': '--stencil-soft',
  output: '--output',
  'output-soft': '--output-soft',
  warning: '--warning',
};

/** The theme from a way to look up a token: `themeOf((token) => …)`. */
export function themeOf(colourOf: (token: string) => string, faces: Theme['faces']): Theme {
  const entries = Object.entries(TOKENS).map(([role, token]) => [role, colourOf(token)]);
  return { colours: Object.fromEntries(entries) as Record<Role, string>, faces };
}

/** A theme of the page by its name, whichever it shows: it is worn while it is read, and nobody sees it. */
export function readThemeNamed(host: HTMLElement, name: 'light' | 'dark'): Theme {
  const { dataset } = host.ownerDocument.documentElement;
  const worn = dataset.theme;
  dataset.theme = name;
  const theme = readTheme(host);
  if (worn === undefined) delete dataset.theme;
  else dataset.theme = worn;
  return theme;
}

/** The theme that holds where an element stands. Tokens may be `light-dark(…)`: only a real property resolves them. */
export function readTheme(host: HTMLElement): Theme {
  const probe = host.ownerDocument.createElement('span');
  host.append(probe);
  const style = getComputedStyle(probe);
  const colourOf = (token: string): string => {
    probe.style.color = `var(${token})`;
    return style.color;
  };
  const face = (token: string): string => {
    probe.style.fontFamily = `var(${token})`;
    return style.fontFamily;
  };
  const theme = themeOf(colourOf, { numeral: face('--face'), words: face('--face-ui') });
  probe.remove();
  return theme;
}

export function cssColour(colour: Colour, { colours }: Theme): string {
  return typeof colour === 'string' ? colours[colour] : cssOf(colour);
}

/** Digits of the numeral face are 0.66 of its size high: so far below their middle lies the baseline. */
export function baselineOf(y: number, size: number): number {
  return y + size * 0.33;
}
