/** A small picture as a PNG for slides: every cell as a square of whole pixels. */
import type { ValueScale } from '../core/colour.ts';
import type { Volume } from '../scene/volume.ts';
import { paintVolume } from './volume.ts';

const SIDE = 896;

export async function enlargedPng(volume: Volume, scale: ValueScale): Promise<Blob> {
  const cells = document.createElement('canvas');
  paintVolume(cells, volume, scale);
  const times = Math.max(1, Math.floor(SIDE / Math.max(volume.width, volume.height)));
  const large = new OffscreenCanvas(volume.width * times, volume.height * times);
  const context = large.getContext('2d');
  if (!context) throw new Error('This browser draws nothing.');
  context.imageSmoothingEnabled = false;
  context.drawImage(cells, 0, 0, large.width, large.height);
  return large.convertToBlob({ type: 'image/png' });
}
