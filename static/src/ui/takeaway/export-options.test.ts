import { expect, test } from 'vitest';
import { Viewing } from '../../state/viewing.svelte.ts';
import { optionsFrom, setCaption, setOption } from './export-options.ts';

test('a link that says nothing makes the page’s own file: its colours, its sentence, the whole sweep', () => {
  expect(optionsFrom(new Viewing())).toEqual({ ground: 'page', size: '1080p', shows: 'sweep', caption: undefined });
});

test('every option goes through the link, and the usual ones leave no trace in it', () => {
  const viewing = new Viewing();
  setOption(viewing, 'ground', 'clear-dark');
  setOption(viewing, 'file', '720p');
  setOption(viewing, 'clip', 'calculation');
  const opened = new Viewing();
  opened.read(viewing.text);
  expect(optionsFrom(opened)).toMatchObject({ ground: 'clear-dark', size: '720p', shows: 'calculation' });
  setOption(viewing, 'ground', 'page');
  setOption(viewing, 'file', '1080p');
  setOption(viewing, 'clip', 'sweep');
  expect(viewing.text).toBeUndefined();
});

test('a caption may hold the signs that part a link’s options, and be empty', () => {
  for (const text of ['50 %; k = 3, a=b; %3B', '']) {
    const viewing = new Viewing();
    setCaption(viewing, text, 'the usual');
    const opened = new Viewing();
    opened.read(viewing.text);
    expect(optionsFrom(opened).caption).toBe(text);
  }
});

test('the figure’s own sentence is no caption of the reader’s', () => {
  const viewing = new Viewing();
  setCaption(viewing, ' the usual ', 'the usual');
  expect(viewing.get('caption')).toBeUndefined();
});
