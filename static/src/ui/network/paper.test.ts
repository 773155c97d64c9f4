import { expect, test } from 'vitest';
import { blankPad } from '../picture/strokes.ts';
import { NETWORK_PAD } from './pad.ts';
import { Paper } from './paper.svelte.ts';

const seven = blankPad(NETWORK_PAD);

function paperWith(image: string): Paper {
  const paper = new Paper();
  paper.choose(image);
  paper.lay(image, blankPad(NETWORK_PAD));
  return paper;
}

const stroke = (paper: Paper): void => paper.sketch.begin({ x: 10, y: 10 });

test('a picture that is chosen is laid on the pad when its cells come', () => {
  const paper = paperWith('three');
  paper.choose('seven');
  expect(paper.isNew).toBe(false);
  paper.lay('seven', seven);
  expect([paper.sketch.drawing === seven, paper.isNew]).toEqual([true, false]);
});

test('a picture that comes late wipes no stroke that was drawn meanwhile', () => {
  const paper = paperWith('three');
  paper.choose('seven');
  stroke(paper);
  const { drawing } = paper.sketch;
  paper.lay('seven', seven);
  expect([paper.sketch.drawing === drawing, paper.isNew]).toEqual([true, true]);
});

test('the first of two strokes, back as a picture when the second is one, wipes nothing', () => {
  const paper = paperWith('three');
  stroke(paper);
  expect(paper.send()('first')).toBe(true);
  paper.choose('first');
  stroke(paper);
  const { drawing } = paper.sketch;
  expect(paper.send()('second')).toBe(true);
  paper.choose('second');
  paper.lay('first', seven);
  expect(paper.sketch.drawing).toBe(drawing);
});

test('strokes that are sent are no picture where others came after them', () => {
  const paper = paperWith('three');
  stroke(paper);
  const keep = paper.send();
  stroke(paper);
  expect([keep('first'), paper.isNew]).toEqual([false, true]);
});

test('a picture that is chosen after the strokes takes their place', () => {
  const paper = paperWith('three');
  stroke(paper);
  const keep = paper.send();
  paper.choose('seven');
  expect(keep('first')).toBe(false);
  paper.lay('seven', seven);
  expect(paper.sketch.drawing).toBe(seven);
});
