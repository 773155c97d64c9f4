/** How files are made, as the link's `view` keeps it: whoever keeps the link can make the same file again. */
import { SIZES, type SizeName } from '../../export/clip.ts';
import { type Look, SHOWS, type Shows } from '../../export/figure.ts';
import { readTheme, readThemeNamed } from '../../paint/theme.ts';

/** What a file stands on. Without ground its colours are made for one kind of slide. */
export const GROUNDS = {
  page: 'As this page',
  white: 'White',
  'clear-light': 'Transparent, for light slides',
  'clear-dark': 'Transparent, for dark slides',
} as const;
export type Ground = keyof typeof GROUNDS;

/** The longest caption that a link carries. */
export const LONGEST_CAPTION = 300;

export interface ExportOptions {
  readonly ground: Ground;
  readonly size: SizeName;
  readonly shows: Shows;
  /** The reader's own; undefined leaves the figure's sentence, and none is none. */
  readonly caption: string | undefined;
}

interface Options {
  get(name: string): string | undefined;
  set(name: string, value: string | null): void;
}

export function optionsFrom(viewing: Pick<Options, 'get'>): ExportOptions {
  const known = <T extends string>(name: string, all: readonly T[], standard: T): T =>
    all.find((one) => one === viewing.get(name)) ?? standard;
  return {
    ground: known('ground', Object.keys(GROUNDS) as Ground[], 'page'),
    size: known('file', Object.keys(SIZES) as SizeName[], '1080p'),
    shows: known('clip', SHOWS, 'sweep'),
    caption: readCaption(viewing.get('caption')),
  };
}

/** What a link says of one of them; nothing where it is the usual. */
export function setOption(viewing: Pick<Options, 'set'>, name: 'ground' | 'file' | 'clip', value: string): void {
  const usual = { ground: 'page', file: '1080p', clip: 'sweep' }[name];
  viewing.set(name, value === usual ? null : value);
}

export function setCaption(viewing: Pick<Options, 'set'>, text: string, usual: string): void {
  const trimmed = text.trim();
  viewing.set('caption', trimmed === usual ? null : writeCaption(trimmed));
}

export function lookOf(ground: Ground, host: HTMLElement): Look {
  if (ground === 'page') return { theme: readTheme(host), paper: true };
  return { theme: readThemeNamed(host, ground === 'clear-dark' ? 'dark' : 'light'), paper: ground === 'white' };
}

/** `;` parts the options of a view, and `%` says what it was. */
function writeCaption(text: string): string {
  return text.replace(/[%;]/g, (sign) => encodeURIComponent(sign));
}

function readCaption(text: string | undefined): string | undefined {
  return text?.replaceAll('%3B', ';').replaceAll('%25', '%').slice(0, LONGEST_CAPTION);
}
