import { expect, test } from 'vitest';
import { type Command, commandFor, commandsOf, type Pressed, writtenKey } from './commands.ts';
import type { Exploration } from './exploration.svelte.ts';
import { Playback } from './playback.svelte.ts';

const page = { zoom: () => {}, zoomOut: () => {}, help: () => {}, leave: () => {} };
const commands: readonly Command[] = commandsOf(new Playback(), {} as Exploration, page);

function nameFor(key: string, options: Partial<Pressed> & { isOnFigure?: boolean } = {}): string | undefined {
  const { isOnFigure = true, ...modifiers } = options;
  const pressed = { key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...modifiers };
  return commandFor(commands, pressed, isOnFigure)?.name;
}

test('no key means two things', () => {
  const keys = commands.flatMap((command) => command.keys);
  expect(new Set(keys).size).toBe(keys.length);
});

test('keys that scroll a page are the figure’s only where it is meant', () => {
  expect([nameFor('ArrowDown'), nameFor(' ')]).toEqual(['row-down', 'play']);
  expect([nameFor('ArrowDown', { isOnFigure: false }), nameFor(' ', { isOnFigure: false })]).toEqual([
    undefined,
    undefined,
  ]);
  expect(nameFor('?', { isOnFigure: false })).toBe('help');
});

test('undo is Ctrl Z or ⌘ Z, redo Ctrl Y or with Shift; Alt is the browser’s', () => {
  expect([nameFor('z', { ctrlKey: true }), nameFor('Z', { metaKey: true, shiftKey: true })]).toEqual(['undo', 'redo']);
  expect([nameFor('y', { ctrlKey: true }), nameFor('ArrowLeft', { altKey: true })]).toEqual(['redo', undefined]);
});

test('Ctrl with a key of the lesson is not the lesson’s', () => {
  expect([nameFor('1', { ctrlKey: true }), nameFor('+', { metaKey: true })]).toEqual([undefined, undefined]);
});

test('keys are written as they stand on the keyboard', () => {
  expect([writtenKey('mod+shift+z', true), writtenKey('mod+z', false), writtenKey('+', false)]).toEqual([
    '⌘ Shift Z',
    'Ctrl Z',
    '+',
  ]);
});
