/** One scene as a file: SVG that opens alone, or PNG at any scale. Nothing here knows what the scene shows. */
import { paint } from '../paint/canvas.ts';
import { svgOf } from '../paint/svg.ts';
import type { Theme } from '../paint/theme.ts';
import type { Scene } from '../scene/mark.ts';

export function svgBlob(scene: Scene, theme: Theme): Blob {
  return new Blob([svgOf(scene, theme)], { type: 'image/svg+xml' });
}

/** `scale` 2 of a scene of 960 × 540 is 1920 × 1080 pixels. */
export function pngBlob(scene: Scene, theme: Theme, scale: number): Promise<Blob> {
  const canvas = new OffscreenCanvas(Math.round(scene.width * scale), Math.round(scene.height * scale));
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser gives no canvas to draw on.');
  context.fillStyle = theme.colours.paper;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.scale(scale, scale);
  paint(context, [...scene.still, ...scene.moving], theme);
  return canvas.convertToBlob({ type: 'image/png' });
}

/** What the file is called: the question's own words, as far as a file may carry them. */
export function fileName(parts: readonly string[], ending: string): string {
  const safe = parts.map((part) =>
    part
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '')
      .slice(0, 40),
  );
  return `${safe.filter(Boolean).join('-') || 'kernelscope'}.${ending}`;
}

/** Hand a file to the browser. */
export function save(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // The address must outlive the click: the browser reads it afterwards.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
