import { expect, test } from 'vitest';
import { Viewing } from './viewing.svelte.ts';

test('what a link says of the view is what the view writes again', () => {
  const viewing = new Viewing();
  viewing.read('wipe=0.4;zoom=12.5,30,16;later');
  expect(viewing.viewport).toEqual({ row: 12.5, column: 30, across: 16 });
  expect([viewing.get('wipe'), viewing.get('later'), viewing.text]).toEqual([
    '0.4',
    '',
    'wipe=0.4;zoom=12.5,30,16;later',
  ]);
});

test('nothing chosen is nothing written', () => {
  const viewing = new Viewing();
  viewing.setViewport({ row: 1.239, column: 2, across: 8 });
  expect(viewing.text).toBe('zoom=1.24,2,8');
  viewing.setViewport(undefined);
  expect(viewing.text).toBeUndefined();
});

test('a zoom that cannot be is none', () => {
  const viewing = new Viewing();
  viewing.read('zoom=1,2');
  expect(viewing.viewport).toBeUndefined();
});
