/**
 * What a learner sees, as plain data. A scene function says what is where; a painter turns marks into pixels or SVG.
 * Lengths are CSS pixels, y grows downwards. No canvas, no document, no clock.
 */
import { inkOn, type Rgb, type ValueScale } from '../core/colour.ts';

export type { Rgb } from '../core/colour.ts';

/** A colour by what it stands for; the theme knows which colour that is. */
export type Role =
  | 'paper'
  | 'surface'
  | 'ink'
  | 'muted'
  | 'rule'
  | 'edge'
  | 'stencil'
  | 'stencil-soft'
  | 'output'
  | 'output-soft'
  | 'warning';

/** A role of the theme, or the very colour that a value stands for. */
export type Colour = Role | Rgb;

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Stroke {
  readonly colour: Colour;
  readonly width: number;
  readonly dash?: readonly number[];
}

/** Values as pixels: one plane on a scale, or three as red, green and blue. `source` is in cells, `box` on the scene. */
export interface ImageMark {
  readonly kind: 'image';
  readonly planes: readonly Float32Array[];
  readonly rows: number;
  readonly columns: number;
  readonly scale: ValueScale;
  readonly source: Box;
  readonly box: Box;
}

export interface RectMark {
  readonly kind: 'rect';
  readonly box: Box;
  readonly fill?: Colour;
  readonly stroke?: Stroke;
  /** A wider line of this colour beneath the stroke, so that it is seen on any picture. */
  readonly halo?: Colour;
  readonly opacity?: number;
}

export interface PathMark {
  readonly kind: 'path';
  /** x, y, x, y … */
  readonly points: readonly number[];
  /** Fills what the line encloses with the way back to its start. */
  readonly fill?: Colour;
  readonly stroke?: Stroke;
  readonly opacity?: number;
}

/** Equal rectangles at equal distances: the cells that a weight meets. */
export interface LatticeMark {
  readonly kind: 'lattice';
  readonly first: Box;
  readonly pitch: readonly [x: number, y: number];
  readonly columns: number;
  readonly rows: number;
  readonly fill: Colour;
  /** How much of the fill is seen; the outline is always whole. */
  readonly fillOpacity: number;
  readonly stroke: Stroke;
}

/** The lines between the cells of a picture. */
export interface GridMark {
  readonly kind: 'grid';
  readonly box: Box;
  readonly columns: number;
  readonly rows: number;
  readonly stroke: Stroke;
  readonly opacity?: number;
}

/** Thin diagonal lines: cells that are not the picture's own, or that nothing reaches. */
export interface HatchMark {
  readonly kind: 'hatch';
  readonly box: Box;
  readonly gap: number;
  readonly stroke: Stroke;
  readonly opacity?: number;
}

export type Face = 'numeral' | 'words';

/** One line of text; `y` is the middle of its digits, `x` the side that `align` names. */
export interface TextMark {
  readonly kind: 'text';
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly colour: Colour;
  readonly face: Face;
  readonly align: 'start' | 'middle' | 'end';
  readonly bold?: boolean;
  readonly opacity?: number;
}

/** A quantity shown twice: the colour it stands for, and the number on it in the ink that is readable there. */
export interface TileMark {
  readonly kind: 'tile';
  readonly box: Box;
  readonly colour: Colour;
  readonly text: string;
  readonly size: number;
  readonly frame?: Stroke;
  readonly opacity?: number;
}

/** One tall bracket that opens or closes. */
export interface BracketMark {
  readonly kind: 'bracket';
  readonly box: Box;
  readonly side: 'left' | 'right';
  readonly stroke: Stroke;
}

export interface GroupMark {
  readonly kind: 'group';
  readonly marks: readonly Mark[];
  readonly clip?: Box;
  readonly opacity?: number;
  /** What the group is, for those who do not see it. */
  readonly label?: string;
}

export type Mark =
  | ImageMark
  | RectMark
  | PathMark
  | LatticeMark
  | GridMark
  | HatchMark
  | TextMark
  | TileMark
  | BracketMark
  | GroupMark;

export type Layer = 'still' | 'moving';

/** The still marks change with the data and the view; the moving ones, drawn above them, with the moment. */
export interface Scene {
  readonly width: number;
  readonly height: number;
  readonly still: readonly Mark[];
  readonly moving: readonly Mark[];
  readonly label: string;
}

/** What is readable on a colour: black or white on a value's, the theme's ink on a role of the theme. */
export function inkFor(colour: Colour): Colour {
  return typeof colour === 'string' ? 'ink' : inkOn(colour);
}

/** All marks in the order in which they are drawn, groups opened. */
export function* flattened(marks: readonly Mark[]): Generator<Exclude<Mark, GroupMark>> {
  for (const mark of marks) {
    if (mark.kind === 'group') yield* flattened(mark.marks);
    else yield mark;
  }
}

/** Every text of the marks, those on tiles too, in drawing order. */
export function textsOf(marks: readonly Mark[]): string[] {
  const texts: string[] = [];
  for (const mark of flattened(marks)) if ('text' in mark && mark.text !== '') texts.push(mark.text);
  return texts;
}
