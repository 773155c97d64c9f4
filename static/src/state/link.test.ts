import { expect, test } from 'vitest';
import { writeQuestion } from '../wire/question.ts';
import { Catalogue } from './catalogue.svelte.ts';
import { Exploration } from './exploration.svelte.ts';
import { Link, OPENING, readAddress } from './link.svelte.ts';
import { Playback } from './playback.svelte.ts';
import { Viewing } from './viewing.svelte.ts';

/** A link over an address that writes down what is done to it. */
function linked(search: string, isLate = false) {
  const done: string[] = [];
  let waiting: (() => void) | null = null;
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
  const state = { exploration, playback: new Playback({ clock: () => () => {} }), viewing: new Viewing() };
  const link = new Link(state, address, (call) => {
    if (isLate) waiting = call;
    else call();
    return () => {
      waiting = null;
    };
  });
  link.open(opened);
  return { ...state, link, done, address, wait: () => waiting?.() };
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
  const view = 'sweep;painting;speed=8;wipe=0.3;zoom=3,4,8';
  const text = `image=cat&kernel=1,0,-1&at=3,4&t=multiply,0.5&view=${view}&theme=dark`;
  const { link, playback } = linked(`?${text}`);
  playback.fit({ filters: 1, height: 10, width: 10 });
  link.wear('dark');
  expect([playback.position, playback.speed, playback.pinned]).toEqual([34, 8, true]);
  expect(link.text).toBe(text);
});

test('where the pointer has been is in the link too, and not held fast', () => {
  const { link, playback } = linked('?image=cat&kernel=1');
  playback.fit({ filters: 1, height: 10, width: 10 });
  expect(link.text).toBe('image=cat&kernel=1');
  playback.point(34);
  expect(link.text).toBe('image=cat&kernel=1&at=3,4&view=free');
  const again = linked(`?${link.text}`);
  again.playback.fit({ filters: 1, height: 10, width: 10 });
  expect([again.playback.position, again.playback.pinned]).toEqual([34, false]);
});

test('a link taken while it plays names the moment', () => {
  const { link, playback } = linked('?image=cat&kernel=1');
  playback.fit({ filters: 1, height: 1, width: 3 });
  playback.play();
  playback.tick(700);
  expect(link.text).toBe('image=cat&kernel=1&at=0,1&t=multiply,0.5&view=painting;free');
  playback.tick(60_000);
  expect(link.text).toBe('image=cat&kernel=1&at=0,2&view=painting;free');
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

test('what moved just before a step belongs to the place that is left', () => {
  const { exploration, playback, link, done, wait } = linked('?image=cat&kernel=1', true);
  playback.fit({ filters: 1, height: 2, width: 2 });
  playback.pin(1);
  link.keep(link.text);
  expect(done).toEqual([]);
  exploration.setKernel('2');
  link.keep(link.text);
  wait();
  expect(done).toEqual(['replace /kernels?image=cat&kernel=1&at=0,1', 'push /kernels?image=cat&kernel=2&at=0,1']);
});

test('starting over is a step that can be undone', () => {
  const { exploration, playback, viewing, link } = linked('?image=cat&kernel=1&at=1,1&view=wipe=0.2');
  playback.fit({ filters: 1, height: 9, width: 9 });
  link.reset();
  expect([link.text, viewing.get('wipe'), playback.pinned]).toEqual([OPENING, undefined, false]);
  exploration.undo();
  expect(exploration.text).toBe('image=cat&kernel=1');
});

test('what is drawn beside the question is undone with it, a stroke at a time', () => {
  const { exploration, viewing, link } = linked('?grid=1,2&kernel=1&view=k=box,2;wipe=0.2');
  viewing.set('h', 'box,1');
  exploration.keep('draw');
  viewing.set('h', 'box,3');
  exploration.keep('draw');
  exploration.settle();
  viewing.set('wipe', '0.7');
  viewing.set('seed', '8');
  exploration.setKernel('5');
  expect(link.text).toBe('grid=1,2&kernel=5&view=k=box,2;wipe=0.7;h=box,3;seed=8');
  exploration.undo();
  expect([exploration.text, viewing.get('h'), viewing.get('seed')]).toEqual(['grid=1,2&kernel=1', 'box,3', undefined]);
  exploration.undo();
  expect([viewing.get('h'), viewing.get('k'), viewing.get('wipe')]).toEqual([undefined, 'box,2', '0.7']);
  expect(exploration.canUndo).toBe(false);
  exploration.redo();
  exploration.redo();
  expect([exploration.text, viewing.get('h'), viewing.get('seed')]).toEqual(['grid=1,2&kernel=5', 'box,3', '8']);
});

test('each stroke is a place to come back to, and back and forward go along the same steps', () => {
  const { exploration, viewing, link, done, address } = linked('?grid=1,2&kernel=1');
  viewing.set('h', 'box,1');
  exploration.keep();
  link.keep(link.text);
  expect(done).toEqual(['push /kernels?grid=1,2&kernel=1&view=h=box,1']);
  address.location.search = '?grid=1,2&kernel=1';
  link.follow();
  expect([viewing.get('h'), exploration.canUndo, exploration.canRedo]).toEqual([undefined, false, true]);
  exploration.redo();
  expect(viewing.get('h')).toBe('box,1');
});

test('starting over undoes what was drawn, and that can be undone', () => {
  const { exploration, viewing, link } = linked(`?${OPENING}&view=h=box,1`);
  link.reset();
  expect(viewing.get('h')).toBe(undefined);
  exploration.undo();
  expect(viewing.get('h')).toBe('box,1');
});

test('where nothing has changed, the address is left alone', () => {
  const { link, done } = linked('?image=cat&kernel=1');
  link.keep(link.text);
  expect(done).toEqual([]);
});
