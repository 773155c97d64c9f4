/** Any scene as one picture: for figures that are not the stage. */
import { paint } from '../paint/canvas.ts';
import type { Theme } from '../paint/theme.ts';
import type { Scene } from '../scene/mark.ts';
import { fitted, type Size } from './clip.ts';

/** Of the frame's height. */
const MARGIN = 0.035;

export async function scenePng(scene: Scene, theme: Theme, size: Size): Promise<Blob> {
  await document.fonts.ready;
  const canvas = new OffscreenCanvas(size.width, size.height);
  const context = canvas.getContext('2d', { alpha: false });
  if (!context) throw new Error('This browser gives no canvas to draw on.');
  context.fillStyle = theme.colours.paper;
  context.fillRect(0, 0, size.width, size.height);
  const { x, y, scale } = fitted(scene, size, size.height * MARGIN);
  context.setTransform(scale, 0, 0, scale, x, y);
  paint(context, [...scene.still, ...scene.moving], theme);
  return canvas.convertToBlob({ type: 'image/png' });
}
