/** Marks → Canvas2D. */
import {
  type BracketMark,
  type GridMark,
  type GroupMark,
  type HatchMark,
  type ImageMark,
  inkFor,
  type LatticeMark,
  type Mark,
  type PathMark,
  type RectMark,
  type Stroke,
  type TextMark,
  type TileMark,
} from '../scene/mark.ts';
import { hasIndices, INDEX_DROP, INDEX_SIZE, runsOf } from './indices.ts';
import { bitmapOf } from './pixels.ts';
import { baselineOf, cssColour, type Theme } from './theme.ts';

export type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** Draw marks one over the other, in the context's current units. */
export function paint(context: Context, marks: readonly Mark[], theme: Theme): void {
  fonts.delete(context);
  paintAll(context, marks, theme);
}

function paintAll(context: Context, marks: readonly Mark[], theme: Theme): void {
  for (const mark of marks) paintMark(context, mark, theme);
}

function paintMark(context: Context, mark: Mark, theme: Theme): void {
  const before = context.globalAlpha;
  const opacity = 'opacity' in mark ? (mark.opacity ?? 1) : 1;
  if (opacity < 1) context.globalAlpha = before * opacity;
  switch (mark.kind) {
    case 'group':
      paintGroup(context, mark, theme);
      break;
    case 'image':
      paintImage(context, mark);
      break;
    case 'rect':
      paintRect(context, mark, theme);
      break;
    case 'path':
      paintPath(context, mark, theme);
      break;
    case 'lattice':
      paintLattice(context, mark, theme);
      break;
    case 'grid':
      paintGrid(context, mark, theme);
      break;
    case 'hatch':
      paintHatch(context, mark, theme);
      break;
    case 'text':
      paintText(context, mark, theme);
      break;
    case 'tile':
      paintTile(context, mark, theme);
      break;
    case 'bracket':
      paintBracket(context, mark, theme);
      break;
  }
  if (opacity < 1) context.globalAlpha = before;
}

function paintGroup(context: Context, { marks, clip }: GroupMark, theme: Theme): void {
  if (clip) {
    context.save();
    context.beginPath();
    context.rect(clip.x, clip.y, clip.width, clip.height);
    context.clip();
  }
  paintAll(context, marks, theme);
  if (clip) restore(context);
}

/** Cells stay squares when enlarged; where a pixel holds many cells they are averaged, or a photograph would flicker. */
function paintImage(context: Context, mark: ImageMark): void {
  const bitmap = bitmapOf(mark);
  if (!bitmap) return;
  const { source, box } = mark;
  context.imageSmoothingEnabled = box.width * context.getTransform().a < source.width;
  context.imageSmoothingQuality = 'medium';
  context.drawImage(bitmap, source.x, source.y, source.width, source.height, box.x, box.y, box.width, box.height);
}

function paintRect(context: Context, { box, fill, stroke, halo }: RectMark, theme: Theme): void {
  if (fill) {
    context.fillStyle = cssColour(fill, theme);
    context.fillRect(box.x, box.y, box.width, box.height);
  }
  if (!stroke) return;
  if (halo) {
    withStroke(context, { colour: halo, width: stroke.width + 2 }, theme);
    context.strokeRect(box.x, box.y, box.width, box.height);
  }
  withStroke(context, stroke, theme);
  context.strokeRect(box.x, box.y, box.width, box.height);
}

function paintPath(context: Context, { points, fill, stroke }: PathMark, theme: Theme): void {
  context.beginPath();
  for (let index = 0; index < points.length; index += 2) {
    context.lineTo(points[index] as number, points[index + 1] as number);
  }
  if (fill) {
    context.fillStyle = cssColour(fill, theme);
    context.fill();
  }
  if (!stroke) return;
  withStroke(context, stroke, theme);
  context.stroke();
}

function paintLattice(
  context: Context,
  { first, pitch, columns, rows, fill, fillOpacity, stroke }: LatticeMark,
  theme: Theme,
): void {
  context.fillStyle = cssColour(fill, theme);
  context.beginPath();
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      context.rect(first.x + column * pitch[0], first.y + row * pitch[1], first.width, first.height);
    }
  }
  const before = context.globalAlpha;
  context.globalAlpha = before * fillOpacity;
  context.fill();
  context.globalAlpha = before;
  withStroke(context, stroke, theme);
  context.stroke();
}

function paintGrid(context: Context, { box, columns, rows, stroke }: GridMark, theme: Theme): void {
  withStroke(context, stroke, theme);
  context.beginPath();
  for (let column = 0; column <= columns; column++) {
    const x = crisp(box.x + (column * box.width) / columns);
    context.moveTo(x, box.y);
    context.lineTo(x, box.y + box.height);
  }
  for (let row = 0; row <= rows; row++) {
    const y = crisp(box.y + (row * box.height) / rows);
    context.moveTo(box.x, y);
    context.lineTo(box.x + box.width, y);
  }
  context.stroke();
}

/** Diagonals that line up from one box to the next: they run where x + y is a multiple of the gap. */
function paintHatch(context: Context, { box, gap, stroke }: HatchMark, theme: Theme): void {
  context.save();
  context.beginPath();
  context.rect(box.x, box.y, box.width, box.height);
  context.clip();
  withStroke(context, stroke, theme);
  context.beginPath();
  const last = box.x + box.width + box.y + box.height;
  for (let sum = Math.ceil((box.x + box.y) / gap) * gap; sum <= last; sum += gap) {
    const x = Math.max(box.x, sum - box.y - box.height);
    const y = Math.max(box.y, sum - box.x - box.width);
    context.moveTo(x, sum - x);
    context.lineTo(sum - y, y);
  }
  context.stroke();
  restore(context);
}

function paintText(context: Context, { text, x, y, size, colour, face, align, bold }: TextMark, theme: Theme): void {
  const type = { face: theme.faces[face], size, bold };
  write(context, text, x, baselineOf(y, size), type, align, cssColour(colour, theme));
}

function paintTile(context: Context, { box, colour, text, size, frame }: TileMark, theme: Theme): void {
  context.fillStyle = cssColour(colour, theme);
  context.fillRect(box.x, box.y, box.width, box.height);
  if (frame) {
    withStroke(context, frame, theme);
    context.strokeRect(box.x, box.y, box.width, box.height);
  }
  if (text === '') return;
  const x = box.x + box.width / 2;
  const y = baselineOf(box.y + box.height / 2, size);
  write(context, text, x, y, { face: theme.faces.numeral, size }, 'middle', cssColour(inkFor(colour), theme));
}

function paintBracket(context: Context, { box, side, stroke }: BracketMark, theme: Theme): void {
  const [inner, outer] = side === 'left' ? [box.x + box.width, box.x] : [box.x, box.x + box.width];
  context.beginPath();
  context.moveTo(inner, box.y);
  context.lineTo(outer, box.y);
  context.lineTo(outer, box.y + box.height);
  context.lineTo(inner, box.y + box.height);
  withStroke(context, stroke, theme);
  context.stroke();
}

function write(
  context: Context,
  text: string,
  x: number,
  y: number,
  type: Type,
  align: TextMark['align'],
  colour: string,
): void {
  context.fillStyle = colour;
  if (hasIndices(text)) {
    writeRuns(context, text, x, y, type, align);
    return;
  }
  setFont(context, type);
  context.textAlign = align === 'middle' ? 'center' : align;
  context.fillText(text, x, y);
}

function writeRuns(context: Context, text: string, x: number, y: number, type: Type, align: TextMark['align']): void {
  const runs = runsOf(text).map((run) => {
    const own = run.isIndex ? { ...type, size: type.size * INDEX_SIZE } : type;
    setFont(context, own);
    return { ...run, type: own, width: context.measureText(run.text).width };
  });
  const width = runs.reduce((all, run) => all + run.width, 0);
  let at = x - (align === 'start' ? 0 : align === 'middle' ? width / 2 : width);
  context.textAlign = 'left';
  for (const run of runs) {
    setFont(context, run.type);
    context.fillText(run.text, at, y + (run.isIndex ? type.size * INDEX_DROP : 0));
    at += run.width;
  }
}

interface Type {
  readonly face: string;
  readonly size: number;
  readonly bold?: boolean | undefined;
}

function setFont(context: Context, { face, size, bold }: Type): void {
  const font = fontOf(face, size, bold);
  if (fonts.get(context) === font) return;
  context.font = font;
  fonts.set(context, font);
}

/** The font each context has: setting one is costly even when nothing changes, and asking for it is too. */
const fonts = new WeakMap<Context, string>();

function restore(context: Context): void {
  context.restore();
  fonts.delete(context);
}

function fontOf(face: string, size: number, bold = false): string {
  return `${bold ? 'bold ' : ''}${size}px ${face}`;
}

function withStroke(context: Context, { colour, width, dash = [] }: Stroke, theme: Theme): void {
  context.strokeStyle = cssColour(colour, theme);
  context.lineWidth = width;
  context.setLineDash(dash as number[]);
}

/** A hairline on whole pixels is one pixel wide, not two grey ones. */
function crisp(at: number): number {
  return Math.round(at) + 0.5;
}
