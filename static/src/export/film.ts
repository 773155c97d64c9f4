/** A scene at one moment after the other, on a canvas of the file's size. The pictures are painted once. */
import type { Moment } from '../core/timeline.ts';
import { type Context, paint } from '../paint/canvas.ts';
import type { Theme } from '../paint/theme.ts';
import { layoutOf, type StageLayout, type StageView } from '../scene/layout.ts';
import type { Scene } from '../scene/mark.ts';
import { movingMarks, stage, stillMarks } from '../scene/stage.ts';
import { placeOf, type Subject } from '../scene/subject.ts';
import { fitted, type Size } from './clip.ts';

/** The room of the scene at 720p's proportions: words and numerals keep their share of the frame at every size. */
const ROOM = { width: 920, height: 500, form: 'page' } as const;
/** Of the frame's height. */
const MARGIN = 0.035;

export interface Filmed {
  readonly subject: Subject;
  readonly theme: Theme;
  readonly viewport?: StageView['viewport'];
  readonly cells?: StageView['cells'];
  /** `written`: the output as far as the moment has come. */
  readonly reveal: NonNullable<StageView['reveal']>;
}

export class Film {
  readonly canvas: OffscreenCanvas;
  readonly #filmed: Filmed;
  readonly #view: StageView;
  readonly #layout: StageLayout;
  readonly #context: OffscreenCanvasRenderingContext2D;
  readonly #still: OffscreenCanvasRenderingContext2D;
  #filter = -1;

  constructor(filmed: Filmed, size: Size) {
    this.#filmed = filmed;
    this.#view = viewOf(filmed);
    this.#layout = layoutOf(filmed.subject, this.#view);
    this.#still = contextOf(size);
    this.#context = contextOf(size);
    this.canvas = this.#context.canvas;
  }

  show(moment: Moment): void {
    const { subject } = this.#filmed;
    const { filter } = placeOf(subject, moment.position);
    if (filter !== this.#filter) this.#paintStill(filter);
    this.#context.drawImage(this.#still.canvas, 0, 0);
    this.#inPlace(this.#context, () =>
      paint(this.#context, movingMarks(subject, this.#layout, this.#view, moment), this.#filmed.theme),
    );
  }

  /** What is shown, to be given to another thread: nothing is copied, and the next moment is painted anew. */
  taken(): ImageBitmap {
    return this.canvas.transferToImageBitmap();
  }

  #paintStill(filter: number): void {
    const { subject, theme } = this.#filmed;
    this.#filter = filter;
    this.#still.fillStyle = theme.colours.paper;
    this.#still.fillRect(0, 0, this.canvas.width, this.canvas.height);
    const marks = stillMarks(subject, this.#layout, this.#view, filter);
    this.#inPlace(this.#still, () => paint(this.#still, marks, theme));
  }

  #inPlace(context: Context, draw: () => void): void {
    const { x, y, scale } = fitted(this.#layout, this.canvas, this.canvas.height * MARGIN);
    context.setTransform(scale, 0, 0, scale, x, y);
    draw();
    context.resetTransform();
  }
}

/** The same scene at one moment as marks: what an SVG is written from. */
export function sceneOf(filmed: Filmed, moment: Moment): Scene {
  return stage(filmed.subject, viewOf(filmed), moment);
}

function viewOf({ viewport, reveal, cells }: Filmed): StageView {
  return { ...ROOM, viewport, reveal, cells };
}

function contextOf({ width, height }: Size): OffscreenCanvasRenderingContext2D {
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true, alpha: false });
  if (!context) throw new Error('This browser gives no canvas to draw on.');
  return context;
}
