import { expect, test } from 'vitest';
import { BORDERS } from '../../core/border.ts';
import { noise } from '../../scene/examples.ts';
import { valueAt } from '../../scene/volume.ts';
import { convolveHere } from '../../state/here.ts';
import { geometryFor } from '../../state/operation.ts';
import { readQuestion } from '../../wire/question.ts';
import { changeTo, comparisonOf, kindOf, outcomeOf, placeName, reachesOut } from './compare.ts';

const PICTURE = noise(20, 30);
const UNEVEN = '1,-2,1/2;0,3,1;2,0,-1';

function asked(rest: string, kernel = UNEVEN) {
  const question = readQuestion(`image=face&kernel=${kernel}${rest}`, 'convolution');
  const planes = question.kernel.map((filter) => filter.map((plane) => (plane.kind === 'written' ? plane.rows : [])));
  return { question, planes };
}

function compared(rest: string, row: number, column: number, kernel = UNEVEN) {
  const { question, planes } = asked(rest, kernel);
  const comparison = comparisonOf(question, planes, PICTURE, { row, column });
  if (!comparison) throw new RangeError('Nothing to compare.');
  return comparison;
}

test.each([
  ['the top', 2, 15, [0, 14], [-1, 13]],
  ['the bottom', 17, 15, [16, 14], [15, 13]],
  ['the left', 10, 1, [9, 0], [8, -1]],
  ['the right', 10, 28, [9, 26], [8, 25]],
  ['a corner', 19, 29, [16, 26], [15, 25]],
])('the edge in sight is %s where that is the nearest', (_, row, column, first, start) => {
  const { edge } = compared('&padding=same', row, column);
  expect([edge.rows.first, edge.columns.first]).toEqual(first);
  expect([edge.rows.start, edge.columns.start]).toEqual(start);
  expect([edge.rows.stop - edge.rows.start, edge.columns.stop - edge.columns.start]).toEqual([6, 6]);
});

test('the place has a name', () => {
  const name = (row: number, column: number) => placeName(compared('&padding=same', row, column));
  expect([name(0, 0), name(19, 29), name(10, 0), name(0, 15)]).toEqual([
    'the top left corner',
    'the bottom right corner',
    'the left edge at rows 9 to 14',
    'the top edge at columns 14 to 19',
  ]);
});

test('a side without padding is no edge that matters', () => {
  expect(compared('&padding=0,0,2,0', 1, 1).edge.rows).toMatchObject({ first: 16, start: 16, stop: 22 });
});

test.each([
  '&padding=same',
  '&padding=2&stride=2',
  '&padding=full&flip=1&bias=1/4&activation=relu',
  '&padding=1,0,3,2&stride=3,1&dilation=1,2',
])('every kind has the numbers of the whole picture: %s', (rest) => {
  for (const border of BORDERS) {
    const comparison = compared(rest, 19, 29);
    const whole = convolveHere({ ...comparison.question, border }, comparison.planes, PICTURE);
    const outcome = outcomeOf(comparison, border);
    if (!whole || !outcome) throw new RangeError('Nothing came out.');
    const { rows, columns } = comparison.edge;
    expect([outcome.output.height, outcome.output.width, outcome.top, outcome.left]).toEqual([
      rows.count,
      columns.count,
      0,
      0,
    ]);
    for (let row = 0; row < rows.count; row++) {
      for (let column = 0; column < columns.count; column++) {
        const there = valueAt(whole, 0, rows.first + row, columns.first + column);
        expect(valueAt(outcome.output, 0, row, column)).toBeCloseTo(there, 5);
      }
    }
  }
});

test('without padding only the windows inside are left, where they were', () => {
  const comparison = compared('', 0, 0);
  const outcome = outcomeOf(comparison, 'valid');
  const whole = convolveHere(comparison.question, comparison.planes, PICTURE);
  expect(outcome).toMatchObject({ top: 1, left: 1, output: { height: 3, width: 3 } });
  expect(whole && outcome && valueAt(outcome.output, 0, 2, 1)).toBeCloseTo(whole ? valueAt(whole, 0, 2, 1) : 0, 5);
});

test('however far a kernel reaches, some cells that no padding touches are in sight', () => {
  const nine = Array(9).fill('1,1,1,1,1,1,1,1,1').join(';');
  const comparison = compared('&padding=full', 0, 0, nine);
  expect(comparison.edge.rows).toEqual({ first: 0, count: 10, start: -8, stop: 10 });
  expect(outcomeOf(comparison, 'valid')).toMatchObject({ top: 8, left: 8, output: { height: 2, width: 2 } });
});

test('a kernel wider than the picture has no outcome without padding', () => {
  const { question, planes } = asked('&padding=same', '1,1,1');
  const comparison = comparisonOf(question, planes, noise(2, 2), { row: 0, column: 0 });
  expect(comparison && outcomeOf(comparison, 'valid')).toBeNull();
});

test('inside, all kinds agree; only the cells that reach out differ', () => {
  const comparison = compared('&padding=same', 0, 0);
  const [zeros, reflect] = [outcomeOf(comparison, 'zeros'), outcomeOf(comparison, 'reflect')];
  for (let at = 0; at < 16; at++) {
    const [row, column] = [Math.floor(at / 4), at % 4];
    const isOutside = reachesOut(comparison, row, column);
    expect(isOutside).toBe(row === 0 || column === 0);
    if (!isOutside) expect(zeros?.output.planes[0]?.[at]).toBe(reflect?.output.planes[0]?.[at]);
  }
});

test('a dilated window reaches as far as it spans', () => {
  const { edge } = compared('&padding=same&dilation=3', 0, 0);
  expect([edge.rows.start, edge.rows.stop]).toEqual([-3, 8]);
});

test('a kind chosen keeps the padding that is there, or makes one', () => {
  const { question } = asked('&padding=2&border=circular');
  expect(kindOf(question)).toBe('circular');
  expect(changeTo('reflect', question)).toEqual({ padding: question.padding, border: 'reflect' });
  expect(kindOf({ ...question, ...changeTo('valid', question) })).toBe('valid');
  expect(changeTo('replicate', asked('').question)).toEqual({
    padding: { kind: 'keyword', keyword: 'same' },
    border: 'replicate',
  });
  expect(kindOf(asked('&padding=0,0,0,0&border=reflect').question)).toBe('valid');
});

test('there is nothing to compare for a kernel of one cell, nor when transposed', () => {
  for (const rest of ['', '&transposed=1']) {
    const { question, planes } = asked(rest, rest ? UNEVEN : '2');
    expect(comparisonOf(question, planes, PICTURE, { row: 0, column: 0 })).toBeNull();
  }
  expect(geometryFor(asked('').question, asked('').planes).transposed).toBe(false);
});
