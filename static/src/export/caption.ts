/** A sentence burnt in under a figure. */
import type { Mark } from '../scene/mark.ts';
import { measuresFor } from '../scene/measures.ts';
import { WORD_ADVANCE } from '../scene/text.ts';
import type { Figure } from './figure.ts';

export interface Caption {
  readonly lines: readonly string[];
  readonly size: number;
  /** Of all its lines, with the gap above them; nothing without any. */
  readonly height: number;
}

const LEADING = 1.4;

/** Broken between words where a line would be wider than the figure. */
export function captionFor(text: string, width: number): Caption {
  const { words: size, gap } = measuresFor('page', width);
  const lines = broken(text, Math.floor(width / (size * WORD_ADVANCE)));
  return { lines, size, height: lines.length === 0 ? 0 : Math.ceil(gap + lines.length * size * LEADING) };
}

/** The figure with its caption, which stands as still as the figure's own still marks. */
export function captioned(figure: Figure, caption: Caption): Figure {
  if (caption.lines.length === 0) return figure;
  let own: readonly Mark[] | null = null;
  let still: readonly Mark[] = [];
  return {
    sceneAt(moment) {
      const scene = figure.sceneAt(moment);
      if (scene.still !== own) {
        own = scene.still;
        still = [...own, captionMark(caption, scene.width, scene.height)];
      }
      return { ...scene, still, height: scene.height + caption.height };
    },
  };
}

function captionMark({ lines, size, height }: Caption, width: number, top: number): Mark {
  const first = top + height - lines.length * size * LEADING;
  const marks = lines.map((text, index): Mark => {
    const y = first + (index + 0.5) * size * LEADING;
    return { kind: 'text', text, x: width / 2, y, size, colour: 'ink', face: 'words', align: 'middle' };
  });
  return { kind: 'group', label: 'caption', marks };
}

/** A word longer than a line is broken too: nothing may stand outside the file. */
function broken(text: string, most: number): string[] {
  const lines: string[] = [];
  for (const word of text
    .split(/\s+/)
    .filter(Boolean)
    .flatMap((one) => pieces(one, most))) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= most) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

function pieces(word: string, most: number): string[] {
  return word.match(new RegExp(`.{1,${most}}`, 'gsu')) ?? [];
}
