/** One scene as an SVG that opens alone, and how a file is named and handed over. */
import { svgOf } from '../paint/svg.ts';
import type { Scene } from '../scene/mark.ts';
import { MARGIN } from './clip.ts';
import type { Look } from './figure.ts';

export function svgBlob(scene: Scene, { theme, paper }: Look): Blob {
  return new Blob([svgOf(scene, theme, { paper, margin: scene.height * MARGIN })], { type: 'image/svg+xml' });
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
