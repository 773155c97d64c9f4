/** Marks → an SVG that opens alone: labels burnt in, cells crisp, nothing fetched. */
import {
  type Box,
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
  type Scene,
  type Stroke,
  type TextMark,
  type TileMark,
} from '../scene/mark.ts';
import { hasIndices, INDEX_DROP, INDEX_SIZE, runsOf } from './indices.ts';
import { type Pixels, pixelsOf } from './pixels.ts';
import { dataUrlOf } from './png.ts';
import { baselineOf, cssColour, type Theme } from './theme.ts';

export interface Sheet {
  /** Around the scene. */
  readonly margin?: number;
  /** The theme's ground behind it all; without it, whatever the drawing lies on is seen through it. */
  readonly paper?: boolean;
}

export function svgOf(scene: Scene, theme: Theme, { margin = 0, paper = true }: Sheet = {}): string {
  const { still, moving, label } = scene;
  const [width, height] = [scene.width + 2 * margin, scene.height + 2 * margin];
  const corner = `${-margin} ${-margin}`;
  const writer = new Writer(theme);
  const body = writer.all([...still, ...moving]);
  const box: Box = { x: -margin, y: -margin, width, height };
  const ground = paper ? `<rect ${placed(box)} fill="${escaped(theme.colours.paper)}"/>` : '';
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${corner} ${width} ${height}" width="${width}" height="${height}" ` +
    `role="img" aria-label="${escaped(label)}">${ground}${body}</svg>`
  );
}

/** Clip paths need names; the writer counts them. */
class Writer {
  readonly #theme: Theme;
  #clips = 0;

  constructor(theme: Theme) {
    this.#theme = theme;
  }

  all(marks: readonly Mark[]): string {
    return marks.map((mark) => this.#one(mark)).join('');
  }

  #one(mark: Mark): string {
    switch (mark.kind) {
      case 'group':
        return this.#group(mark);
      case 'image':
        return image(mark);
      case 'rect':
        return this.#rect(mark);
      case 'path':
        return this.#path(mark);
      case 'lattice':
        return this.#lattice(mark);
      case 'grid':
        return this.#grid(mark);
      case 'hatch':
        return this.#hatch(mark);
      case 'text':
        return this.#text(mark);
      case 'tile':
        return this.#tile(mark);
      case 'bracket':
        return this.#bracket(mark);
    }
  }

  #group({ marks, clip, opacity, label }: GroupMark): string {
    const name = label === undefined ? '' : ` role="group" aria-label="${escaped(label)}"`;
    const inside = this.all(marks);
    if (!clip) return `<g${name}${faint(opacity)}>${inside}</g>`;
    const id = `clip-${++this.#clips}`;
    return `<clipPath id="${id}"><rect ${placed(clip)}/></clipPath><g clip-path="url(#${id})"${name}${faint(opacity)}>${inside}</g>`;
  }

  #rect({ box, fill, stroke, halo, opacity }: RectMark): string {
    const under =
      halo && stroke
        ? `<rect ${placed(box)} fill="none"${this.#stroke({ colour: halo, width: stroke.width + 2 })}/>`
        : '';
    const filled = fill ? this.#colour(fill) : 'none';
    return `${under}<rect ${placed(box)} fill="${filled}"${stroke ? this.#stroke(stroke) : ''}${faint(opacity)}/>`;
  }

  #path({ points, fill, stroke, opacity }: PathMark): string {
    const look = `fill="${fill ? this.#colour(fill) : 'none'}"${stroke ? this.#stroke(stroke) : ''}${faint(opacity)}`;
    return `<polyline points="${points.map(short).join(' ')}" ${look}/>`;
  }

  #lattice({ first, pitch, columns, rows, fill, fillOpacity, stroke }: LatticeMark): string {
    const cell = `h${short(first.width)}v${short(first.height)}h${short(-first.width)}z`;
    let d = '';
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        d += `M${short(first.x + column * pitch[0])} ${short(first.y + row * pitch[1])}${cell}`;
      }
    }
    return `<path d="${d}" fill="${this.#colour(fill)}" fill-opacity="${short(fillOpacity)}"${this.#stroke(stroke)}/>`;
  }

  #grid({ box, columns, rows, stroke, opacity }: GridMark): string {
    const down = Array.from(
      { length: columns + 1 },
      (_, at) => `M${short(box.x + (at * box.width) / columns)} ${short(box.y)}v${short(box.height)}`,
    );
    const across = Array.from(
      { length: rows + 1 },
      (_, at) => `M${short(box.x)} ${short(box.y + (at * box.height) / rows)}h${short(box.width)}`,
    );
    return `<path d="${[...down, ...across].join('')}" fill="none"${this.#stroke(stroke)}${faint(opacity)}/>`;
  }

  #hatch({ box, gap, stroke, opacity }: HatchMark): string {
    const last = box.x + box.width + box.y + box.height;
    let d = '';
    for (let sum = Math.ceil((box.x + box.y) / gap) * gap; sum <= last; sum += gap) {
      const x = Math.max(box.x, sum - box.y - box.height);
      const y = Math.max(box.y, sum - box.x - box.width);
      d += `M${short(x)} ${short(sum - x)}L${short(sum - y)} ${short(y)}`;
    }
    return `<path d="${d}" fill="none"${this.#stroke(stroke)}${faint(opacity)}/>`;
  }

  #text({ text, x, y, size, colour, face, align, bold, opacity }: TextMark): string {
    const weight = bold ? ' font-weight="bold"' : '';
    const font = `font-family="${escaped(this.#theme.faces[face])}" font-size="${short(size)}"${weight}`;
    const place = `x="${short(x)}" y="${short(baselineOf(y, size))}" text-anchor="${align}"`;
    return `<text ${place} ${font} fill="${this.#colour(colour)}"${faint(opacity)}>${inRuns(text, size)}</text>`;
  }

  #tile({ box, colour, text, size, frame, opacity }: TileMark): string {
    const square = `<rect ${placed(box)} fill="${this.#colour(colour)}"${frame ? this.#stroke(frame) : ''}/>`;
    if (text === '') return faint(opacity) === '' ? square : `<g${faint(opacity)}>${square}</g>`;
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const number = this.#text({
      kind: 'text',
      text,
      x,
      y,
      size,
      colour: inkFor(colour),
      face: 'numeral',
      align: 'middle',
    });
    return `<g${faint(opacity)}>${square}${number}</g>`;
  }

  #bracket({ box, side, stroke }: BracketMark): string {
    const [inner, outer] = side === 'left' ? [box.x + box.width, box.x] : [box.x, box.x + box.width];
    const points = [inner, box.y, outer, box.y, outer, box.y + box.height, inner, box.y + box.height];
    return this.#path({ kind: 'path', points, stroke });
  }

  #colour(colour: Stroke['colour']): string {
    return escaped(cssColour(colour, this.#theme));
  }

  #stroke({ colour, width, dash }: Stroke): string {
    const dashes = dash ? ` stroke-dasharray="${dash.map(short).join(' ')}"` : '';
    return ` stroke="${this.#colour(colour)}" stroke-width="${short(width)}"${dashes}`;
  }
}

/** Indices are moved down, and what follows them up again. */
function inRuns(text: string, size: number): string {
  if (!hasIndices(text)) return escaped(text);
  const drop = size * INDEX_DROP;
  return runsOf(text)
    .map((run, index) => {
      if (run.isIndex) return `<tspan dy="${short(drop)}" font-size="${short(size * INDEX_SIZE)}">${run.text}</tspan>`;
      return index === 0 ? escaped(run.text) : `<tspan dy="${short(-drop)}">${escaped(run.text)}</tspan>`;
    })
    .join('');
}

/** Only the cells in sight travel with the file. */
function image(mark: ImageMark): string {
  const { source, box } = mark;
  const seen = cropped(pixelsOf(mark), source);
  return `<image ${placed(box)} preserveAspectRatio="none" style="image-rendering:pixelated" href="${dataUrlOf(seen)}"/>`;
}

function cropped({ width, data }: Pixels, { x, y, width: columns, height: rows }: Box): Pixels {
  const part = new Uint8ClampedArray(4 * rows * columns);
  for (let row = 0; row < rows; row++) {
    const start = 4 * ((y + row) * width + x);
    part.set(data.subarray(start, start + 4 * columns), 4 * row * columns);
  }
  return { width: columns, height: rows, data: part };
}

function placed({ x, y, width, height }: Box): string {
  return `x="${short(x)}" y="${short(y)}" width="${short(width)}" height="${short(height)}"`;
}

function faint(opacity: number | undefined): string {
  return opacity === undefined || opacity === 1 ? '' : ` opacity="${short(opacity)}"`;
}

/** Two decimals are finer than any screen. */
function short(value: number): string {
  return String(Math.round(value * 100) / 100);
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
