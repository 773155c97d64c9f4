/** What one unit sees, on the picture itself: its box, and beyond the picture's edge the padding it looks into. */

import type { ValueScale } from '../../core/colour.ts';
import type { Box as CellBox } from '../../core/nets/cone.ts';
import { boxOf, grown } from '../box.ts';
import type { Box, Mark, Scene } from '../mark.ts';
import { type Form, measuresFor } from '../measures.ts';
import type { Volume } from '../volume.ts';

export interface PictureView {
  readonly width: number;
  /** The most there is. */
  readonly height?: number | undefined;
  readonly form: Form;
}

export interface PictureLayout {
  readonly width: number;
  readonly height: number;
  /** The picture itself; around it lies room for padding. */
  readonly picture: Box;
  readonly cell: number;
}

/** Of the picture's side, how much of the padding around it is in sight. */
const RING = 0.12;

export function pictureLayout(side: number, view: PictureView): PictureLayout {
  const room = Math.min(view.width, view.height ?? Number.POSITIVE_INFINITY);
  const across = room / (1 + 2 * RING);
  const left = (view.width - across) / 2;
  const top = across * RING;
  return { width: view.width, height: room, picture: boxOf(left, top, across, across), cell: across / side };
}

/** The still part: the picture, from which nothing is hidden. */
export function pictureStill(layout: PictureLayout, { planes, height, width }: Volume, scale: ValueScale): Mark[] {
  const source = boxOf(0, 0, width, height);
  return [
    { kind: 'image', planes, rows: height, columns: width, scale, source, box: layout.picture },
    { kind: 'rect', box: layout.picture, stroke: { colour: 'edge', width: 1 } },
  ];
}

export interface PictureSight {
  /** On the picture, and in the pure geometry. */
  readonly box: CellBox | null;
  readonly free: CellBox | null;
  /** What the unit beside it sees. */
  readonly next: CellBox | null;
}

export function pictureMoving(layout: PictureLayout, { box, free, next }: PictureSight, form: Form): Mark[] {
  const { strong, line } = measuresFor(form, layout.width);
  const marks: Mark[] = [];
  if (free) {
    const place = placed(layout, free);
    marks.push({
      kind: 'rect',
      box: place,
      stroke: { colour: 'stencil', width: line * 1.5, dash: [5, 4] },
      halo: 'paper',
    });
  }
  if (next) {
    const place = placed(layout, next);
    marks.push({ kind: 'rect', box: place, stroke: { colour: 'ink', width: line, dash: [2, 3] }, halo: 'paper' });
  }
  if (box) {
    const place = grown(placed(layout, box), strong / 2);
    marks.push({ kind: 'rect', box: place, stroke: { colour: 'stencil', width: strong }, halo: 'paper' });
  }
  return [{ kind: 'group', marks, clip: boxOf(0, 0, layout.width, layout.height) }];
}

export function pictureScene(
  volume: Volume,
  scale: ValueScale,
  sight: PictureSight,
  view: PictureView,
): Omit<Scene, 'label'> {
  const layout = pictureLayout(volume.width, view);
  return {
    width: layout.width,
    height: layout.height,
    still: pictureStill(layout, volume, scale),
    moving: pictureMoving(layout, sight, view.form),
  };
}

function placed({ picture, cell }: PictureLayout, { top, left, bottom, right }: CellBox): Box {
  return boxOf(picture.x + left * cell, picture.y + top * cell, (right - left) * cell, (bottom - top) * cell);
}
