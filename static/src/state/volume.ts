/** What the server sent or a question wrote, as a volume; and when two questions are about one input. */
import type { Volume } from '../core/volume.ts';
import type { ImageSubject, Subject } from '../wire/question.ts';
import type { Tensor } from '../wire/safetensors.ts';
import type { Grid } from '../wire/values.ts';
import { writePair } from '../wire/values.ts';

export type { Volume } from '../core/volume.ts';

/** The planes of a [C, H, W] tensor: views on its data, not copies. */
export function volumeOfTensor({ shape, data }: Tensor<Float32Array>): Volume {
  const [channels = 0, height = 0, width = 0] = shape;
  const size = height * width;
  const planes = Array.from({ length: channels }, (_, c) => data.subarray(c * size, (c + 1) * size));
  return { planes, height, width };
}

export function volumeOfGrid(grid: Grid): Volume {
  const planes = grid.map((rows) => Float32Array.from(rows.flat(), ({ value }) => value));
  return { planes, height: grid[0]?.length ?? 0, width: grid[0]?.[0]?.length ?? 0 };
}

/** One name for one input: the same name is the same numbers. */
export function keyOf({ image, size, channels }: ImageSubject): string {
  return `${image} ${size ? writePair(size) : ''} ${channels}`;
}

/** Two questions about one input can share its numbers. */
export function isSameSubject(one: Subject, other: Subject): boolean {
  if (one.kind === 'image' && other.kind === 'image') return keyOf(one) === keyOf(other);
  return one === other;
}
