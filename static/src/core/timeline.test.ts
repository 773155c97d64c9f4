import { expect, test } from 'vitest';
import { type Moment, SUB_STEPS, speedFactor, Timeline } from './timeline.ts';

const durations = { place: 100, multiply: 200, add: 300, finish: 150, write: 250 };
const timeline = new Timeline({ positions: 6, columns: 3, durations });

const at = (position: number, subStep: Moment['subStep'], progress: number): Moment => ({
  position,
  subStep,
  progress,
});

test('a position takes the sum of its sub-steps, and a lesson that many times', () => {
  expect([timeline.perPosition, timeline.duration]).toEqual([1000, 6000]);
});

test('milliseconds are moments: 1450 is halfway through… the adding of the second position', () => {
  expect(timeline.momentAt(1450)).toEqual(at(1, 'add', 0.5));
  expect(timeline.elapsedAt(at(1, 'add', 0.5))).toBe(1450);
});

test('there and back is the same time, everywhere', () => {
  for (let elapsed = 0; elapsed <= 6000; elapsed += 7) {
    expect(timeline.elapsedAt(timeline.momentAt(elapsed))).toBeCloseTo(elapsed, 9);
  }
});

test('the ends hold: before the start is the start, after the end the end', () => {
  expect(timeline.momentAt(-5)).toEqual(timeline.start);
  expect(timeline.momentAt(9999)).toEqual(at(5, 'write', 1));
  expect([timeline.isAtEnd(timeline.end), timeline.isAtEnd(at(5, 'write', 0.9))]).toEqual([true, false]);
});

test('a clock that ticks in small steps arrives where one long tick does', () => {
  let moment = timeline.start;
  for (let tick = 0; tick < 128; tick++) moment = timeline.advance(moment, 16, 6);
  expect(timeline.elapsedAt(moment)).toBeCloseTo(timeline.elapsedAt(timeline.advance(timeline.start, 128 * 16, 6)), 6);
});

test('each speed is twice the one below, and 5 is the pace of the lesson', () => {
  expect([1, 4, 5, 6, 9].map(speedFactor)).toEqual([1 / 16, 0.5, 1, 2, 16]);
  expect([speedFactor(0), speedFactor(12)]).toEqual([1 / 16, 16]);
});

test('a scrub bar and a moment tell the same place', () => {
  expect(timeline.fractionOf(at(3, 'place', 0))).toBe(0.5);
  expect(timeline.atFraction(0.5)).toEqual(at(3, 'place', 0));
  expect([timeline.atFraction(-1), timeline.atFraction(2)]).toEqual([timeline.start, timeline.end]);
});

test('a step ends the position, the next step ends the next one', () => {
  const halfway = at(2, 'add', 0.5);
  expect(timeline.step(halfway)).toEqual(timeline.settled(2));
  expect(timeline.step(timeline.settled(2))).toEqual(timeline.settled(3));
  expect(timeline.step(timeline.end)).toEqual(timeline.end);
});

test('stepping back goes where stepping came from, down to the start', () => {
  expect(timeline.stepBack(timeline.settled(3))).toEqual(timeline.settled(2));
  expect(timeline.stepBack(at(3, 'add', 0.5))).toEqual(timeline.settled(2));
  expect(timeline.stepBack(timeline.settled(0))).toEqual(timeline.start);
  expect(timeline.stepBack(timeline.start)).toEqual(timeline.start);
});

test('sub-step by sub-step a lesson has a rest at the end of each, and the way back is the way there', () => {
  const there: Moment[] = [timeline.start];
  while (!timeline.isAtEnd(there.at(-1) as Moment)) there.push(timeline.step(there.at(-1) as Moment, 'sub-step'));
  expect(there).toHaveLength(1 + 6 * SUB_STEPS.length);
  expect(there[2]).toEqual(at(0, 'multiply', 1));
  const back: Moment[] = [timeline.end];
  while (back.length < there.length) back.push(timeline.stepBack(back.at(-1) as Moment, 'sub-step'));
  expect(back.reverse()).toEqual(there);
});

test('a sub-step that takes no time is passed over', () => {
  const brief = new Timeline({ positions: 2, columns: 2, durations: { ...durations, finish: 0 } });
  expect(brief.step(at(0, 'add', 1), 'sub-step')).toEqual(at(0, 'write', 1));
  expect(brief.momentAt(600)).toEqual(at(0, 'write', 0));
  const placed = new Timeline({ positions: 2, columns: 2, durations: { ...durations, place: 0 } });
  expect(placed.step(placed.settled(0), 'sub-step')).toEqual(at(1, 'multiply', 1));
});

test('rows are moved by whole rows, and the last one has none below', () => {
  expect(timeline.nextRow(at(1, 'add', 0.2))).toEqual(timeline.settled(4));
  expect(timeline.previousRow(timeline.settled(4))).toEqual(timeline.settled(1));
  expect(timeline.nextRow(timeline.settled(4))).toEqual(timeline.settled(4));
  expect(timeline.previousRow(timeline.settled(1))).toEqual(timeline.settled(1));
});

test('an output is painted once it is written', () => {
  expect(timeline.writtenAt(timeline.start)).toBe(0);
  expect(timeline.writtenAt(at(2, 'write', 0.99))).toBe(2);
  expect(timeline.writtenAt(at(2, 'write', 1))).toBe(3);
});

test('a timeline without positions, columns or duration is refused', () => {
  expect(() => new Timeline({ positions: 0, columns: 1 })).toThrow('at least 1 position, not 0');
  expect(() => new Timeline({ positions: 1, columns: 0 })).toThrow('at least 1 column, not 0');
  const none = { place: 0, multiply: 0, add: 0, finish: 0, write: 0 };
  expect(() => new Timeline({ positions: 1, columns: 1, durations: none })).toThrow('never move');
});
