/** A drawing on its way to a network: as a grid while the stroke moves, as a picture when it rests. */
import { pixelsOf } from '../../paint/pixels.ts';
import { pngOf } from '../../paint/png.ts';
import type { Volume } from '../../scene/volume.ts';
import { GREY } from '../picture/small.ts';

/** Finer than what the network takes, so that the server boxes and centres a drawing as it does any other. */
export const NETWORK_PAD = 56;

/** Rows by `;`, cells by `,`, in the 256 levels that a picture has: the stroke and its picture are the same numbers. */
export function gridOfDrawing({ planes, width }: Volume): string {
  const cells = Array.from(planes[0] ?? [], levelOf);
  return Array.from({ length: cells.length / width }, (_, row) =>
    cells.slice(row * width, (row + 1) * width).join(','),
  ).join(';');
}

export function pngOfDrawing({ planes, height, width }: Volume): Blob {
  const whole = { x: 0, y: 0, width, height };
  const mark = { kind: 'image', rows: height, columns: width, scale: GREY, source: whole, box: whole } as const;
  return new Blob([pngOf(pixelsOf({ ...mark, planes })).slice()], { type: 'image/png' });
}

/** A picture on the pad's own cells; each takes the value of the one that it lies in. */
export function onPad({ planes, height, width }: Volume, side = NETWORK_PAD): Volume {
  const [plane] = planes;
  if (height === side && width === side) return { planes: planes.slice(0, 1), height, width };
  const place = (index: number, length: number): number => Math.floor(((index + 0.5) * length) / side);
  const values = Float32Array.from({ length: side * side }, (_, index) => {
    const [row, column] = [place(Math.floor(index / side), height), place(index % side, width)];
    return plane?.[row * width + column] ?? 0;
  });
  return { planes: [values], height: side, width: side };
}

function levelOf(value: number): string {
  const level = Math.round(value * 255);
  if (level === 0) return '0';
  return level === 255 ? '1' : `${level}/255`;
}
