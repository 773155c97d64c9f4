/**
 * A canvas that shows a bitmap instead of being drawn on. Where there is no GPU, Chromium copies every 2D canvas on the
 * page with each frame that changes anything anywhere (2 ms for one of 2048²); a bitmap is never copied again.
 */
export function takeOver(canvas: HTMLCanvasElement, from: OffscreenCanvas): void {
  if (canvas.width !== from.width) canvas.width = from.width;
  if (canvas.height !== from.height) canvas.height = from.height;
  const context = canvas.getContext('bitmaprenderer');
  if (!context) throw new Error('This browser gives no canvas to show a bitmap on.');
  context.transferFromImageBitmap(from.transferToImageBitmap());
}
