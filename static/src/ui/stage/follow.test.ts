import { expect, test } from 'vitest';
import { ValueScale } from '../../core/colour.ts';
import { type GeometryOptions, makeGeometry, outputShape } from '../../core/geometry.ts';
import type { Subject } from '../../scene/subject.ts';
import { positionUnder } from './follow.ts';

/** A pooling over 6 × 6 cells: only its geometry matters here. */
function subjectWith(options: GeometryOptions): Subject {
  const geometry = makeGeometry(options);
  const [height, width] = outputShape(geometry, 6, 6);
  const scale = new ValueScale('clip', 0, 1);
  return {
    operation: 'pooling',
    input: { planes: [new Float32Array(36)], height: 6, width: 6 },
    output: { planes: [new Float32Array(height * width)], height, width },
    geometry,
    inputScale: scale,
    outputScale: scale,
    units: 'values',
    pool: 'max',
    countPadding: true,
  };
}

function underInput(options: GeometryOptions, row: number, column: number): number | null {
  return positionUnder(subjectWith(options), { kind: 'input', channel: 0, row, column }, 0);
}

test('over an input cell stands the window that has it in the middle', () => {
  expect(underInput({ kernel: [3, 3], padding: 'same' }, 2, 4)).toBe(2 * 6 + 4);
  expect(underInput({ kernel: [3, 3] }, 2, 4)).toBe(1 * 4 + 3);
  expect(underInput({ kernel: [2, 2], stride: [2, 2] }, 3, 4)).toBe(1 * 3 + 2);
});

test('at the edge stands the window that comes nearest', () => {
  expect([underInput({ kernel: [3, 3] }, 0, 0), underInput({ kernel: [3, 3] }, 5, 5)]).toEqual([0, 15]);
});

test('over an output cell stands the window that makes it; elsewhere none', () => {
  const subject = subjectWith({ kernel: [3, 3] });
  expect(positionUnder(subject, { kind: 'output', channel: 0, row: 1, column: 2 }, 0)).toBe(6);
  expect([positionUnder(subject, null, 0), positionUnder(subject, { kind: 'result' }, 0)]).toEqual([null, null]);
});
