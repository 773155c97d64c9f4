import { expect, test } from 'vitest';
import { chooseTheme, currentTheme, rememberedTheme, showTheme, themeBeneath, themeOf } from './theme.ts';

function rootOf(theme?: string): HTMLElement {
  return { dataset: theme === undefined ? {} : { theme } } as unknown as HTMLElement;
}

function storageOf(): () => Storage {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
  return () => storage as unknown as Storage;
}

function forbidden(): Storage {
  throw new DOMException('The operation is insecure.', 'SecurityError');
}

test('a chosen theme is shown and remembered', () => {
  const [root, storage] = [rootOf(), storageOf()];
  chooseTheme(root, 'projector', storage);
  expect([currentTheme(root), rememberedTheme(storage)]).toEqual(['projector', 'projector']);
});

test('the projector remembers what to go back to', () => {
  const [root, storage] = [rootOf(), storageOf()];
  chooseTheme(root, 'dark', storage);
  chooseTheme(root, 'projector', storage);
  expect([rememberedTheme(storage), themeBeneath(storage)]).toEqual(['projector', 'dark']);
  chooseTheme(root, 'dark', storage);
  expect(rememberedTheme(storage)).toBe('dark');
});

test("going back to the system's theme forgets the chosen one", () => {
  const [root, storage] = [rootOf('dark'), storageOf()];
  chooseTheme(root, 'dark', storage);
  chooseTheme(root, null, storage);
  expect([currentTheme(root), rememberedTheme(storage)]).toEqual([null, null]);
});

test('where storage is forbidden, a theme is shown all the same', () => {
  const root = rootOf();
  chooseTheme(root, 'dark', forbidden);
  expect([currentTheme(root), rememberedTheme(forbidden)]).toEqual(['dark', null]);
});

test('an unknown theme is none', () => {
  expect([themeOf('sepia'), themeOf(null), currentTheme(rootOf('sepia'))]).toEqual([null, null, null]);
  const root = rootOf('light');
  showTheme(root, null);
  expect(currentTheme(root)).toBeNull();
});
