/** The middle of a picture as a square of so many pixels: what stands for the input of a network that is built. */
import type { Volume } from '../../core/volume.ts';
import type { ImageEntry } from '../../wire/answers.ts';
import type { Client } from '../../wire/client.ts';

export async function squarePicture(
  client: Client,
  entry: Pick<ImageEntry, 'id' | 'width' | 'height'>,
  side: number,
  channels: 'gray' | 'rgb',
  signal?: AbortSignal,
): Promise<Volume> {
  const shorter = Math.min(entry.width, entry.height);
  const along = (length: number): number => Math.ceil((length / shorter) * side);
  const size = { rows: along(entry.height), columns: along(entry.width) };
  const subject = { kind: 'image', image: entry.id, size, channels } as const;
  const { image } = await client.image(subject, signal ? { signal } : {});
  return middleOf(image.shape, image.data, side);
}

/** The middle square of a [C, H, W] tensor; a side that is shorter is filled up with its last cells. */
export function middleOf(
  [count = 1, height = 1, width = 1]: readonly number[],
  data: Float32Array,
  side: number,
): Volume {
  const [top, left] = [Math.floor(Math.max(0, height - side) / 2), Math.floor(Math.max(0, width - side) / 2)];
  const planes = Array.from({ length: count }, (_, channel) => {
    const plane = new Float32Array(side * side);
    for (let row = 0; row < side; row++) {
      const from = Math.min(height - 1, top + row);
      for (let column = 0; column < side; column++) {
        const cell = (channel * height + from) * width + Math.min(width - 1, left + column);
        plane[row * side + column] = data[cell] ?? 0;
      }
    }
    return plane;
  });
  return { planes, height: side, width: side };
}
