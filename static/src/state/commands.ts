/** Everything that a key can do: one table, from which the keyboard, the buttons and the help are made. */
import type { Inquiry } from './inquiry.svelte.ts';
import type { Playback } from './playback.svelte.ts';

export interface Command {
  readonly name: string;
  readonly label: string;
  /** As `KeyboardEvent.key` names them; `mod+z` is Ctrl or ⌘. */
  readonly keys: readonly string[];
  readonly group: 'time' | 'place' | 'view' | 'change';
  readonly perform: () => void;
  /** Needs the figure to be on, so that reading the page can still scroll it. */
  readonly onFigure?: boolean;
}

export interface Pressed {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** What the page itself does for a key. */
export interface PageActions {
  readonly zoom: (factor: number) => void;
  readonly zoomOut: () => void;
  readonly help: () => void;
  readonly leave: () => void;
}

export function commandsOf(
  playback: Playback,
  exploration: Pick<Inquiry, 'undo' | 'redo'>,
  page: PageActions,
): Command[] {
  return [...timeCommands(playback), ...viewCommands(page), ...changeCommands(exploration)];
}

function timeCommands(playback: Playback): Command[] {
  const time = (name: string, label: string, keys: string[], perform: () => void, onFigure = false): Command => ({
    name,
    label,
    keys,
    group: 'time',
    perform,
    onFigure,
  });
  return [
    time('play', 'Play or pause', [' '], () => playback.toggle(), true),
    time('step', 'Next', ['ArrowRight'], () => playback.step(), true),
    time('step-back', 'Back', ['ArrowLeft'], () => playback.stepBack(), true),
    time('row-down', 'A row down', ['ArrowDown'], () => playback.nextRow(), true),
    time('row-up', 'A row up', ['ArrowUp'], () => playback.previousRow(), true),
    time('start', 'To the first cell', ['Home'], () => playback.toStart(), true),
    time('end', 'To the last cell', ['End'], () => playback.toEnd(), true),
    time('click', 'Next part of the calculation (presenter)', ['PageDown'], () => playback.nextSubStep(), true),
    time('click-back', 'The part before (presenter)', ['PageUp'], () => playback.previousSubStep(), true),
    ...Array.from({ length: 9 }, (_, index) =>
      time(`speed-${index + 1}`, `Speed ${index + 1}`, [`${index + 1}`], () => playback.setSpeed(index + 1)),
    ),
  ];
}

function viewCommands({ zoom, zoomOut, help, leave }: PageActions): Command[] {
  return [
    { name: 'zoom-in', label: 'Zoom in', keys: ['+', '='], group: 'view', perform: () => zoom(1.5) },
    { name: 'zoom-out', label: 'Zoom out', keys: ['-'], group: 'view', perform: () => zoom(1 / 1.5) },
    { name: 'zoom-all', label: 'The whole picture', keys: ['0'], group: 'view', perform: zoomOut },
    { name: 'help', label: 'These keys', keys: ['?'], group: 'view', perform: help },
    { name: 'leave', label: 'Let go, close, or leave', keys: ['Escape'], group: 'view', perform: leave },
  ];
}

function changeCommands(exploration: Pick<Inquiry, 'undo' | 'redo'>): Command[] {
  return [
    { name: 'undo', label: 'Undo', keys: ['mod+z'], group: 'change', perform: () => exploration.undo() },
    { name: 'redo', label: 'Redo', keys: ['mod+y', 'mod+shift+z'], group: 'change', perform: () => exploration.redo() },
  ];
}

/** The command of a key; those that would take scrolling from the page only where the figure is meant. */
export function commandFor(commands: readonly Command[], pressed: Pressed, isOnFigure: boolean): Command | undefined {
  const key = keyOf(pressed);
  return commands.find(({ keys, onFigure }) => keys.includes(key) && (isOnFigure || !onFigure));
}

function keyOf({ key, ctrlKey, metaKey, altKey, shiftKey }: Pressed): string {
  if (altKey) return '';
  // With Caps Lock on, S is still the key of s.
  if (!ctrlKey && !metaKey) return key.length === 1 && !shiftKey ? key.toLowerCase() : key;
  return `mod+${shiftKey ? 'shift+' : ''}${key.toLowerCase()}`;
}

/** Whether an element keeps this key for itself: what is typed, chosen or pressed is never stolen from. */
export function keepsKey(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof Element)) return false;
  if (target.closest('dialog')) return true;
  if (shortcutsOf(target).includes(key.toLowerCase())) return true;
  if (target.closest('input[type="range"], [role="slider"]')) return MOVES.includes(key);
  if (target.closest('input[type="radio"], [role="radiogroup"]')) return key === ' ' || MOVES.includes(key);
  if (target.closest(PRESSED)) return key === ' ' || key === 'Enter';
  return target.closest('input, select, textarea, [contenteditable]:not([contenteditable="false"])') !== null;
}

/** The keys that an element says are its own. */
function shortcutsOf(target: Element): readonly string[] {
  const written = target.closest('[aria-keyshortcuts]')?.getAttribute('aria-keyshortcuts')?.toLowerCase();
  return written?.split(' ').map((key) => (key === 'space' ? ' ' : key)) ?? [];
}

const PRESSED = 'input:is([type="checkbox"], [type="file"]), button, summary, a[href], [role="button"]';
const MOVES = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End', 'PageUp', 'PageDown'];

/** A key as people read it: `mod+z` is Ctrl Z, or ⌘ Z on a Mac. */
export function writtenKey(key: string, isMac: boolean): string {
  const names: Readonly<Record<string, string>> = {
    ' ': 'Space',
    ArrowRight: '→',
    ArrowLeft: '←',
    ArrowDown: '↓',
    ArrowUp: '↑',
    PageDown: 'Page ↓',
    PageUp: 'Page ↑',
    Escape: 'Esc',
    '-': '−',
  };
  return key
    .split(/\+(?=.)/)
    .map((part) =>
      part === 'mod'
        ? isMac
          ? '⌘'
          : 'Ctrl'
        : part === 'shift'
          ? 'Shift'
          : (names[part] ?? (part.length === 1 ? part.toUpperCase() : part)),
    )
    .join(' ');
}
