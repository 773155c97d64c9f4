import { expect, test } from 'vitest';
import { writeQuestion } from '../wire/question.ts';
import { Catalogue } from './catalogue.svelte.ts';
import { Exploration } from './exploration.svelte.ts';
import { Link, OPENING, readAddress } from './link.svelte.ts';
import { Playback } from './playback.svelte.ts';
import { Viewing } from './viewing.svelte.ts';

/** A link over an address that writes down what is done to it. */
function linked(search: string) {
  const done: string[] = [];
  const address = {
    location: { search, pathname: '/kernels' },
    history: {
      pushState: (_: null, __: '', url: string) => done.push(`push ${url}`),
      replaceState: (_: null, __: '', url: string) => done.push(`replace ${url}`),
    },
  };
  const never = () => new Promise<never>(() => {});
  const catalogue = new Catalogue({ kernels: never, images: never, steps: never });
  const opened = readAddress(search);
  const asker = { convolution: never, image: never };
  const exploration = new Exploration({ asker, catalogue, question: opened.question });
  const state = { exploration, playback: new Playback(), viewing: new Viewing() };
  const link = new Link(state, address, (call) => {
    call();
    return () => {};
  });
  link.open(opened);
  return { ...state, link, done };
}

test('an empty link is the page as it opens', () => {
  const { question, problem } = readAddress('');
  expect([writeQuestion(question), problem]).toEqual([OPENING, null]);
});

test('a link without a kernel takes the opening one, and nothing else of it', () => {
  expect(writeQuestion(readAddress('?image=cat').question)).toBe('image=cat&kernel=sobel-left');
  expect(writeQuestion(readAddress('?grid=1,2&theme=dark').question)).toBe('grid=1,2&kernel=sobel-left');
});

test('a link that cannot be read says why, above the default', () => {
  const { exploration, link } = linked('?image=cat&kernel=1,2;3');
  expect(exploration.problem).toMatchObject({ field: 'kernel', kind: 'link' });
  expect(exploration.problem?.message).toContain('Row 2 of the kernel has 1 numbers and row 1 has 2.');
  expect(link.text).toBe(OPENING);
  expect(readAddress('?at=left').problem?.field).toBe('at');
});

test('a link in any state reopens that state', () => {
  const text = 'image=cat&kernel=1,0,-1&at=3,4&t=multiply,0.5&view=sweep;painting;wipe=0.3;zoom=3,4,8&theme=dark';
  const { link, playback } = linked(`?${text}`);
  playback.fit({ filters: 1, height: 10, width: 10 });
  expect(playback.position).toBe(34);
  expect(link.text).toBe(text);
});

test('a step is a place to come back to, what moves in between is not', () => {
  const { exploration, playback, link, done } = linked('?image=cat&kernel=1');
  exploration.setKernel('2', 'drag');
  link.keep(link.text);
  exploration.setKernel('3', 'drag');
  link.keep(link.text);
  playback.fit({ filters: 1, height: 2, width: 2 });
  playback.pin(1);
  link.keep(link.text);
  expect(done).toEqual([
    'push /kernels?image=cat&kernel=2',
    'replace /kernels?image=cat&kernel=3',
    'replace /kernels?image=cat&kernel=3&at=0,1',
  ]);
});

test('where nothing has changed, the address is left alone', () => {
  const { link, done } = linked('?image=cat&kernel=1');
  link.keep(link.text);
  expect(done).toEqual([]);
});
